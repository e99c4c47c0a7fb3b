// Faults of the entries: a summary that takes the focus and links to each field, and a message beside each field.

import { element, fill, focusOn } from "./dom.mjs";
import { named } from "./words.mjs";

const byId = (id) => document.getElementById(id);

/** The control or group that a fault belongs to: `measurements[2].date` is `measurements.2.date`, `variants[0]` is in `variants`. */
function fieldOf(form, field) {
  const name = field.replace(/\[(\d+)\]/g, ".$1");
  return form.querySelector(`[data-field="${CSS.escape(name)}"]`) ?? form.querySelector(`[data-field="${CSS.escape(field.split("[")[0])}"]`);
}

function mark(place, message) {
  place.classList.add("cml-field--fault");
  const beside = place.querySelector("[data-error]");
  fill(beside, element("span", { class: "cml-error__word" }, "Error: "), message);
  for (const control of place.querySelectorAll("input, select, textarea")) {
    if (control.type === "radio" || control.type === "checkbox") control.setAttribute("aria-describedby", beside.id);
    else control.setAttribute("aria-invalid", "true");
  }
}

export function unmark(place) {
  place.classList.remove("cml-field--fault");
  fill(place.querySelector("[data-error]"));
  for (const control of place.querySelectorAll("input, select, textarea")) {
    if (control.type === "radio" || control.type === "checkbox") control.removeAttribute("aria-describedby");
    else control.removeAttribute("aria-invalid");
  }
}

/** The control that a field or a list of rows begins with. */
export function firstControl(place) {
  return place.querySelector("input, select, textarea") ?? place.closest("[data-records]")?.querySelector("[name]");
}

function summaryEntry(place, message) {
  const first = place && firstControl(place);
  if (!first) return message;
  const link = element("a", { href: `#${first.id}` }, message);
  link.addEventListener("click", (event) => {
    // The fragment of the address is for inputs.
    event.preventDefault();
    byId(first.id).focus();
    place.scrollIntoView({ block: "center" });
  });
  return link;
}

/** Shows all faults, in the order of the form. */
export function showErrors(form, summary, errors, inputs) {
  const places = [...form.querySelectorAll("[data-field]")];
  const rank = (error) => (places.indexOf(fieldOf(form, error.field)) + places.length + 1) % (places.length + 1);
  const sorted = [...errors].sort((one, other) => rank(one) - rank(other));
  const entries = sorted.map((error) => {
    const place = fieldOf(form, error.field);
    const message = named(error.message, inputs);
    if (place) mark(place, message);
    return element("li", {}, summaryEntry(place, message));
  });
  const count = entries.length === 1 ? "One entry" : `${entries.length} entries`;
  fill(summary, element("h2", {}, `Not calculated: ${count} must be corrected`), element("ul", {}, entries));
  focusOn(summary);
}

export function clearErrors(form, summary) {
  fill(summary);
  for (const place of form.querySelectorAll(".cml-field--fault")) unmark(place);
}
