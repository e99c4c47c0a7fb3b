// One criterion as a result shows it: whether it is met, with value, bound and place in the source.

import { element, list } from "./dom.mjs";
import { STATUS, boundInWords, labelOf, valueInWords } from "./words.mjs";

const SIGNS = { met: "✓", not_met: "✗", unknown: "?" };

/** The name of the measurement that a record is about: its own, or the one its criterion is defined by. */
function measured(record, measures) {
  return record.measurement ?? measures?.[record.criterion] ?? record.criterion;
}

/** What a reader calls the criterion: its words, or those of what it measures. */
function nameOf(record, measures, inputs) {
  if (record.text) return record.text;
  if (!record.parts) return labelOf(measured(record, measures), inputs);
  return record.parts.map((part) => nameOf(part, measures, inputs)).join(record.needs === "any" ? " or " : " and ");
}

const NAMED = new WeakMap();

/** What a criterion can be about: the inputs, and what is derived from them. Put together once for hundreds of criteria. */
function namedIn(config) {
  if (!NAMED.has(config)) NAMED.set(config, { ...config.derived, ...config.inputs });
  return NAMED.get(config);
}

/** `Value 12%; bound at least 10%`, as far as the record has them. */
export function evidence(record, measures, inputs) {
  const name = measured(record, measures);
  if (record.parts) return "";
  const bound = "equals" in record ? valueInWords(record.equals, name, inputs) : boundInWords(record, name, inputs);
  const value = `Value: ${valueInWords(record.value, name, inputs)}`;
  return bound ? `${value}. Bound: ${bound}.` : `${value}.`;
}

/** A link to the entry in the bibliography, with the place in the source. */
export function sourceLink(record, config) {
  const reference = config.references[record.reference];
  if (!reference) return null;
  return element("span", { class: "cml-source" }, "Source: ",
    element("a", { href: reference.href }, reference.label), `, ${record.locator}`);
}

export function statusMark(status) {
  return element("span", { class: "cml-mark", "data-status": status },
    element("span", { "aria-hidden": "true" }, SIGNS[status]), ` ${STATUS[status]}`);
}

/** The criterion with its parts below it; `measures` names the measurement of each criterion of the edition. */
export function criterionItem(record, measures, config, { nested = false } = {}) {
  const inputs = namedIn(config);
  const text = nameOf(record, measures, inputs);
  const needs = record.parts ? (record.needs === "any" ? "One of these is enough:" : "All of these are needed:") : "";
  return element("div", { class: "cml-criterion", "data-status": record.status },
    element("p", { class: "cml-criterion__head" }, statusMark(record.status), " ", text,
      record.provisional ? element("em", {}, " (provisional)") : null),
    element("p", { class: "cml-criterion__evidence" }, evidence(record, measures, inputs), " ",
      nested ? null : sourceLink(record, config)),
    needs ? element("p", { class: "cml-criterion__evidence" }, needs) : null,
    record.parts ? list(record.parts.map((part) => criterionItem(part, measures, config, { nested: true })), "cml-parts") : null);
}

/** A folded list of criteria. */
export function foldedCriteria(title, records, measures, config) {
  if (!records.length) return null;
  return element("details", { class: "cml-details" }, element("summary", {}, title),
    list(records.map((record) => criterionItem(record, measures, config)), "cml-criteria"));
}

/** Names of inputs as links to their fields. */
export function fieldLinks(names, config) {
  return names.flatMap((name, index) => {
    const link = element("a", { href: `#${config.calculator}-${name}`, "data-to-field": name }, labelOf(name, config.inputs));
    return index ? [", ", link] : [link];
  });
}

/** The edition's title, linked to its page, with what a reader must know of it. */
export function editionHeading(entry, config, id = entry.guideline) {
  const edition = config.guidelines[id];
  const title = edition ? element("a", { href: edition.href }, entry.title) : entry.title;
  return element("h3", { class: "cml-card__title" }, title,
    edition?.superseded ? element("span", { class: "cml-tag" }, "superseded") : null);
}

/** How we read the source, folded. */
export function foldedNotes(notes) {
  if (!notes.length) return null;
  return element("details", { class: "cml-details" }, element("summary", {}, "How we read the source"), list(notes));
}

/** Criteria as plain text, one a line. */
export function criterionLine(record, measures, config) {
  const inputs = namedIn(config);
  const text = nameOf(record, measures, inputs);
  const reference = config.references[record.reference]?.label ?? record.reference;
  const parts = (record.parts ?? []).map((part) => `${nameOf(part, measures, inputs)}: ${evidence(part, measures, inputs)}`);
  const shown = [evidence(record, measures, inputs), ...parts].filter(Boolean).join(" ");
  return `    ${STATUS[record.status]}: ${text}. ${shown} [${reference}, ${record.locator}]`;
}
