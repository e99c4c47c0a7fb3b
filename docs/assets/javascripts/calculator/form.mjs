// The form: what the reader entered as JSON inputs, and inputs put back into it.

import { notANumber, numberAsJson, tidy } from "./numbers.mjs";

const NONE = "none";

/** All controls of one name. */
function controls(form, name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
}

/** Every name in the form, in its order; a field of a record is `measurements.0.date`. */
export function names(form) {
  return [...new Set([...form.querySelectorAll("[name]")].map((control) => control.name))];
}

/** The part of a name that the catalogue knows: `measurements.0.date` is an entry of `measurements`. */
function specification(inputs, name) {
  const [list, , field] = name.split(".");
  return field === undefined ? inputs[list] : inputs[list]?.fields?.[field];
}

/** What stands in the controls of one name: a text, or the values that are ticked. */
export function entered(form, name) {
  const [first, ...others] = controls(form, name);
  if (!first) return "";
  if (first.type === "radio") return [first, ...others].find((control) => control.checked)?.value ?? "";
  if (first.type === "checkbox") return [first, ...others].filter((control) => control.checked).map((control) => control.value);
  return first.value;
}

/** One value as JSON text (`null`: not known), or the fault that keeps it from being one. */
function valueAsJson(name, input, value) {
  if (Array.isArray(value)) {
    if (value.length > 1 && value.includes(NONE)) return { fault: `${name} must be either what was found or “none found”, not both` };
    if (value.length === 0) return { json: "null" };
    return { json: JSON.stringify(value.filter((word) => word !== NONE)) };
  }
  if (tidy(value) === "") return { json: "null" };
  if (input.kind === "yes_no") return { json: value === "true" ? "true" : "false" };
  if (input.kind === "number" || input.numeric) {
    const json = numberAsJson(value);
    return json === null ? { fault: notANumber(name, input, value) } : { json };
  }
  return { json: JSON.stringify(value) };
}

/**
 * The inputs as one JSON object, numbers with the digits that were typed, and the faults that only the form can see.
 * A field with a fault counts as not known, so that the others are checked as well.
 */
export function read(form, inputs) {
  const plain = new Map();
  const records = new Map();
  const faults = [];
  for (const name of names(form)) {
    const input = specification(inputs, name);
    if (!input) continue;
    const { json = "null", fault } = valueAsJson(name, input, entered(form, name));
    if (fault) faults.push({ field: name, message: fault });
    if (json === "null") continue;
    const [list, row, field] = name.split(".");
    if (field === undefined) plain.set(name, json);
    else addCell(records, list, row, field, json);
  }
  for (const [list, rows] of records) {
    plain.set(list, `[${[...rows.values()].map(asObject).join(",")}]`);
  }
  return { json: asObject(plain), faults };
}

function addCell(records, list, row, field, json) {
  if (!records.has(list)) records.set(list, new Map());
  const rows = records.get(list);
  if (!rows.has(row)) rows.set(row, new Map());
  rows.get(row).set(field, json);
}

function asObject(entries) {
  return `{${[...entries].map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
}

/** What was entered, for people: label, value in words and unit of every input that is known. */
export function enteredInWords(form, inputs) {
  const shown = [];
  for (const name of names(form)) {
    const input = specification(inputs, name);
    const value = entered(form, name);
    if (!input || (Array.isArray(value) ? value.length === 0 : tidy(value) === "")) continue;
    shown.push({ name, label: input.label, value: inWords(input, value), unit: input.unit ?? "" });
  }
  return shown;
}

function inWords(input, value) {
  if (Array.isArray(value)) return value.includes(NONE) ? "none found" : value.map((word) => input.words[word]).join(", ");
  if (input.kind === "yes_no") return value === "true" ? "yes" : "no";
  return input.words?.[value] ?? tidy(value);
}

/** The inputs as a fragment: `#on_treatment=true&aca_on_treatment=trisomy_8,second_ph`. */
export function asFragment(form) {
  const given = new URLSearchParams();
  for (const name of names(form)) {
    const value = entered(form, name);
    const text = Array.isArray(value) ? value.join(",") : tidy(value);
    if (text) given.set(name, text);
  }
  return `#${given.toString().replaceAll("%2C", ",")}`;
}

/** Puts the inputs of a fragment into the form; returns the names that the form does not have, or null without inputs. */
export function fillFromFragment(form, fragment) {
  if (!fragment.includes("=")) return null;
  const unknown = [];
  for (const [name, text] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    addRowFor(form, name);
    if (!put(form, name, text)) unknown.push(name);
  }
  return unknown;
}

function put(form, name, text) {
  const found = controls(form, name);
  if (!found.length) return false;
  const values = text.split(",").map((part) => part.trim());
  if (found[0].type === "radio") {
    if (!found.some((control) => control.value === text)) return false;
    for (const control of found) control.checked = control.value === text && text !== "";
  } else if (found[0].type === "checkbox") {
    if (text && !values.every((value) => found.some((control) => control.value === value))) return false;
    for (const control of found) control.checked = values.includes(control.value);
  } else {
    found[0].value = text;
  }
  return true;
}

/** A record's row that is not there yet is added with its button. */
function addRowFor(form, name) {
  const [list, row] = name.split(".");
  if (row === undefined || controls(form, name).length || Number(row) > 500) return;
  form.querySelector(`[data-add="${CSS.escape(list)}"]`)?.click();
}

/** “None found” excludes every finding, and a finding excludes “none found”. */
export function keepNoneApart(form) {
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    for (const control of controls(form, target.name)) {
      if (control !== target && (target.value === NONE || control.value === NONE)) control.checked = false;
    }
  });
}

/** A button with `data-add` puts another copy of its list's first row before itself. */
export function letRowsBeAdded(form) {
  form.addEventListener("click", ({ target }) => {
    const list = target.closest?.("[data-add]")?.dataset.add;
    if (!list) return;
    const rows = form.querySelectorAll(`[data-row="${CSS.escape(list)}"]`);
    const row = rows[0].cloneNode(true);
    const renumber = (text) => text.replaceAll(`${list}.0.`, `${list}.${rows.length}.`);
    for (const part of row.querySelectorAll("[name],[id],[for],[aria-describedby],[data-error],[data-field]")) {
      for (const attribute of [...part.attributes]) part.setAttribute(attribute.name, renumber(attribute.value));
      if ("value" in part && part.type !== "radio" && part.type !== "checkbox") part.value = "";
      if (part.checked) part.checked = false;
    }
    rows[rows.length - 1].after(row);
    row.querySelector("[name]")?.focus();
  });
}
