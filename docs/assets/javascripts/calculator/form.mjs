// The form: what the reader entered as JSON inputs, and inputs put back into it.

import { controls, entered, everythingEntered, put } from "./controls.mjs";
import { notANumber, numberAsJson, tidy } from "./numbers.mjs";
import { makeRoomFor } from "./records.mjs";

const NONE = "none";
// Kinds of input that stand in one text field, several entries apart.
const SERIES = ["numbers", "dates", "word_series", "texts"];
const BETWEEN_ENTRIES = /[\s;]+|,(?:\s+|$)/;

/** The part of a name that the catalogue knows: `measurements.0.date` is an entry of `measurements`. */
function specification(inputs, name) {
  const [list, , field] = name.split(".");
  return field === undefined ? inputs[list] : inputs[list]?.fields?.[field];
}

/** One value as JSON text (`null`: not known), or the fault that keeps it from being one. */
function valueAsJson(name, input, value) {
  if (Array.isArray(value)) {
    if (value.length > 1 && value.includes(NONE)) return { fault: `${name} must be either what was found or “none found”, not both` };
    if (value.length === 0) return { json: "null" };
    return { json: JSON.stringify(value.filter((word) => word !== NONE)) };
  }
  if (tidy(value) === "") return { json: "null" };
  if (SERIES.includes(input.kind)) return seriesAsJson(name, input, value);
  if (input.kind === "yes_no") return { json: value === "true" ? "true" : "false" };
  if (input.kind === "number" || input.numeric) {
    const json = numberAsJson(value);
    return json === null ? { fault: notANumber(name, input, value) } : { json };
  }
  return { json: JSON.stringify(value) };
}

/** The entries of a text field that holds several; a word of a list may be written as its label. */
function entriesOf(input, value) {
  const entries = value.split(BETWEEN_ENTRIES).filter(Boolean);
  const word = (entry) => Object.keys(input.words).find((own) => [own, input.words[own]].some((one) => one.toLowerCase() === entry.toLowerCase()));
  return input.words ? entries.map((entry) => word(entry) ?? entry) : entries;
}

/** A list as JSON text, or the first entry that is no number, with its place. */
function seriesAsJson(name, input, value) {
  const entries = entriesOf(input, value);
  if (input.kind !== "numbers") return { json: JSON.stringify(entries) };
  const numbers = entries.map(numberAsJson);
  const bad = numbers.indexOf(null);
  if (bad < 0) return { json: `[${numbers.join(",")}]` };
  return { fault: notANumber(`${name}[${bad}]`, input, entries[bad]), at: `${name}[${bad}]` };
}

/**
 * The inputs as one JSON object, numbers with the digits that were typed, and the faults that only the form can see.
 * A field with a fault counts as not known, so that the others are checked as well.
 * `rows` has, for each list of records, the rows of the form in the order in which they are sent: empty ones are not.
 */
export function read(form, inputs) {
  const plain = new Map();
  const records = new Map();
  const faults = [];
  for (const [name, value] of everythingEntered(form)) {
    const input = specification(inputs, name);
    if (!input || isEmpty(value)) continue;
    const [list, row, field] = name.split(".");
    const cells = field === undefined ? plain : rowOf(records, list, row);
    const shown = field === undefined ? name : `${list}[${cells.number}].${field}`;
    const { json = "null", fault, at = shown } = valueAsJson(shown, input, value);
    if (fault) faults.push({ field: at, message: fault });
    if (json !== "null") cells.set(field ?? name, json);
  }
  for (const [list, rows] of records) plain.set(list, `[${[...rows.values()].map(asObject).join(",")}]`);
  const rows = Object.fromEntries([...records].map(([list, found]) => [list, [...found.keys()].map(Number)]));
  return { json: asObject(plain), faults, rows };
}

const isEmpty = (value) => (Array.isArray(value) ? value.length === 0 : tidy(value) === "");

/** The cells of a row of the form, which is sent as soon as anything stands in it. */
function rowOf(records, list, row) {
  if (!records.has(list)) records.set(list, new Map());
  const rows = records.get(list);
  if (!rows.has(row)) rows.set(row, Object.assign(new Map(), { number: rows.size }));
  return rows.get(row);
}

// What people write where nothing was found. It is no percentage, and only the answer to another question says it.
const NOTHING_FOUND = /^(?:[<≤]|not |nd$|un|neg|0*[.,]?0*\s*%?$)/i;

/** Faults as the reader sees them: with the numbers of the form's own rows, and with the way out of a “not detected”. */
export function asShown(errors, form, inputs, rows) {
  const renumbered = (text) => text.replace(/\b(\w+)\[(\d+)\]/g, (all, list, index) => (rows[list] ? `${list}[${rows[list][index]}]` : all));
  return errors.map((error) => {
    const field = renumbered(error.field);
    return { field, message: renumbered(error.message) + wayOut(form, inputs, field.replace(/\[(\d+)\]/g, ".$1")) };
  });
}

function wayOut(form, inputs, name) {
  const question = specification(inputs, name.replace(/[^.]+$/, "detected"));
  const text = tidy([entered(form, name)].flat().join());
  if (!question || specification(inputs, name)?.unit !== "% IS" || !text || !NOTHING_FOUND.test(text)) return "";
  return `. When nothing was detected, leave this empty and answer “${question.label}” with no`;
}

function asObject(entries) {
  return `{${[...entries].map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
}

/** What was entered, for people: label, value in words and unit of every input that is known; a row of a list is one. */
export function enteredInWords(form, inputs) {
  const shown = new Map();
  for (const [name, value] of everythingEntered(form)) {
    const input = specification(inputs, name);
    if (!input || isEmpty(value)) continue;
    const [list, row, field] = name.split(".");
    if (field === undefined) shown.set(name, { name, label: input.label, value: inWords(input, value), unit: input.unit ?? "" });
    else addCell(shown, `${list}.${row}`, `${inputs[list].label} ${Number(row) + 1}`, cellInWords(field, input, value));
  }
  return [...shown.values()];
}

function addCell(shown, name, label, text) {
  const present = shown.get(name);
  shown.set(name, { name, label, value: present ? `${present.value}, ${text}` : text, unit: "" });
}

/** A cell with what tells it from its neighbors: the unit, or what was asked. */
function cellInWords(field, input, value) {
  const words = inWords(input, value);
  if (input.kind === "yes_no") return `${field.replaceAll("_", " ")} ${words}`;
  return input.unit ? `${words}${input.unit.startsWith("%") ? "" : " "}${input.unit}` : words;
}

function inWords(input, value) {
  if (Array.isArray(value)) return value.includes(NONE) ? "none found" : value.map((word) => input.words[word]).join(", ");
  if (input.kind === "yes_no") return value === "true" ? "yes" : "no";
  if (SERIES.includes(input.kind)) return entriesOf(input, value).map((entry) => input.words?.[entry] ?? entry).join(", ");
  return input.words?.[value] ?? tidy(value);
}

/** The inputs as a fragment: `#on_treatment=true&aca_on_treatment=trisomy_8,second_ph`. */
export function asFragment(form) {
  const given = new URLSearchParams();
  for (const [name, value] of everythingEntered(form)) {
    const text = Array.isArray(value) ? value.join(",") : tidy(value).replaceAll(", ", ",");
    if (text) given.set(name, text);
  }
  return `#${given.toString().replaceAll("%2C", ",")}`;
}

/** Puts the inputs of a fragment into the form; returns the names that the form does not have, or null without inputs. */
export function fillFromFragment(form, fragment) {
  if (!fragment.includes("=")) return null;
  const unknown = [];
  for (const [name, text] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    makeRoomFor(form, name);
    if (!put(form, name, text)) unknown.push(name);
  }
  return unknown;
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
