// Taking a result along: as plain text, or as a link that holds the inputs. Only when the reader asks for it.

import { element, fill } from "./dom.mjs";

/** Copies `text`; where the browser refuses, shows it selected in a field so that the reader can copy it. */
async function copy(text, place, label, done) {
  try {
    await navigator.clipboard.writeText(text);
    return fill(place, element("p", { role: "status" }, done));
  } catch {
    const field = element("textarea", { readonly: true, rows: Math.min(12, text.split("\n").length), "aria-label": label });
    field.value = text;
    fill(place, element("p", {}, "This browser did not allow copying. The text is selected: copy it yourself."), field);
    field.focus();
    return field.select();
  }
}

function copyButton(label, onClick) {
  const button = element("button", { type: "button", class: "cml-button cml-button--secondary" }, label);
  button.addEventListener("click", onClick);
  return button;
}

/** The buttons for a result. `asText` writes the whole of it; `fragment` holds the inputs it was computed from. */
export function shareButtons({ asText, fragment }) {
  const place = element("div", { class: "cml-shared", hidden: true });
  const textButton = copyButton("Copy result as text", () => copy(asText(), place, "Result as text", "The result was copied."));
  const linkButton = copyButton("Link to these inputs", async () => {
    const link = new URL(fragment, location.href).href;
    history.replaceState(history.state, "", fragment);
    await copy(link, place, "Link to these inputs", "The link was copied and stands in the address bar.");
    place.prepend(element("p", {}, "Whoever has this link can read the inputs in it."));
  });
  return element("div", { class: "cml-share" }, element("div", { class: "cml-actions" }, textButton, linkButton), place);
}

/** A result as plain text: question, inputs with units, answer, version, intended use. */
export function resultAsText({ config, inputs, lines, answer, intendedUse }) {
  return [
    `CML Handbook: ${config.title}`,
    "",
    "Inputs",
    ...(inputs.length ? inputs.map(({ label, value, unit }) => `  ${label}${label.endsWith("?") ? "" : ":"} ${value}${unit ? ` ${unit}` : ""}`) : ["  none"]),
    "  Everything else: not known",
    "",
    "Result",
    ...lines.map((line) => (line ? `  ${line}` : "")),
    ...(answer.warnings.length ? ["", "Please check", ...answer.warnings.map(({ message }) => `  ${message}`)] : []),
    "",
    `Calculators version ${answer.version}. ${intendedUse}`,
    location.href.split("#")[0],
  ].join("\n");
}
