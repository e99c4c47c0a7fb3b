// Any calculator whose result is a few answers, or one entry for each definition, guideline or scheme.

import { criterionItem, criterionLine, editionHeading, fieldLinks, foldedCriteria, foldedNotes } from "./criteria-view.mjs";
import { element, list } from "./dom.mjs";
import { joined, labelOf } from "./words.mjs";

const NOT_KNOWN = "Not known";

function labels(answer) {
  return new Map(answer.words.map(({ value, label }) => [value, label]));
}

function oneInWords(answer, value) {
  const words = labels(answer);
  if (value === null || value === undefined) return words.get("") ?? NOT_KNOWN;
  if (typeof value === "boolean") return words.get(String(value)) ?? (value ? "Yes" : "No");
  return words.get(String(value)) ?? withUnit(String(value), answer.unit);
}

function withUnit(text, unit) {
  if (!unit) return text;
  return unit.startsWith("%") ? `${text}${unit}` : `${text} ${unit}`;
}

/** What the record says to one answer, in words; the same as in the worked examples of the page. */
export function answerInWords(answer, record) {
  const value = record[answer.name];
  const shown = answer.shown ? record[answer.shown] : null;
  if (shown !== null && shown !== undefined) return withUnit(String(shown), answer.unit);
  if (Array.isArray(value)) return value.map((part) => oneInWords(answer, part)).join(answer.join) || "None";
  return oneInWords(answer, value);
}

const entriesOf = (result, config) => (config.entries ? result[config.entries.name] : []);

function idOf(entry, config) {
  return entry[config.entries.key];
}

/** Which measurement each criterion looks at: of one edition, or of all where a result mixes them. */
function measuresOf(config, id) {
  const own = config.guidelines[id]?.measures;
  return own ?? Object.assign({}, ...Object.values(config.guidelines).map((edition) => edition.measures));
}

/** One sentence for the whole answer. */
export function sentence(result, config) {
  const own = config.answers.map((answer) => `${answer.label}: ${answerInWords(answer, result)}`);
  const [first] = config.entries?.answers ?? [];
  const each = first ? entriesOf(result, config).map((entry) => `${entry.title}: ${answerInWords(first, entry)}`) : [];
  return `${[...own, ...each].join("; ")}.`;
}

function facts(result, config) {
  if (!config.answers.length) return null;
  return element("dl", { class: "cml-facts" }, config.answers.map((answer) =>
    element("div", {}, element("dt", {}, answer.label), element("dd", {}, answerInWords(answer, result)))));
}

function badge(answer, entry) {
  const value = entry[answer.name];
  const word = Array.isArray(value) ? (value.length === 1 ? value[0] : "unknown") : String(value ?? "unknown");
  return element("span", { class: "cml-badge", "data-answer": word }, answerInWords(answer, entry));
}

function overview(result, config) {
  const { label, answers } = config.entries;
  const heads = [label, ...answers.map((answer) => answer.label)];
  const rows = entriesOf(result, config).map((entry) => element("tr", {},
    element("th", { scope: "row" }, entry.title),
    answers.map((answer, index) => element("td", {}, index === 0 ? badge(answer, entry) : answerInWords(answer, entry)))));
  return element("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": `Table: ${config.title}` },
    element("table", { class: "cml-table" },
      element("caption", {}, `${config.title}: every ${label.toLowerCase()}`),
      element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, rows)));
}

function missingList(names, config) {
  if (!names?.length) return null;
  return element("p", { class: "cml-missing" },
    element("strong", {}, "Not known, and could change this: "), ...fieldLinks(names, config), ".");
}

function openCriteria(records, measures, config) {
  return records?.length ? list(records.map((record) => criterionItem(record, measures, config)), "cml-criteria") : null;
}

/** One entry: its answer, what decided it in full, and the other criteria folded. */
function entryCard(entry, config) {
  const measures = measuresOf(config, idOf(entry, config));
  const [first] = config.entries.answers;
  const met = (entry.criteria ?? []).filter((record) => record.status === "met");
  const rest = (entry.criteria ?? []).filter((record) => record.status !== "met");
  return element("article", { class: "cml-card" },
    editionHeading(entry, config, idOf(entry, config)),
    element("p", { class: "cml-card__answer" }, badge(first, entry)),
    entry.text ? element("p", {}, entry.text) : null,
    missingList(entry.missing, config),
    openCriteria(met, measures, config),
    foldedCriteria(`Criteria not met or not known (${rest.length})`, rest, measures, config),
    foldedNotes(entry.notes ?? []));
}

/** The whole answer as elements. */
export function view(result, config) {
  const entries = entriesOf(result, config);
  return [
    element("div", { class: "cml-summary" },
      element("p", { class: "cml-lead" }, sentence(result, config)),
      facts(result, config),
      missingList(result.missing, config)),
    ...(result.notes ?? []).map((note) => element("p", {}, note)),
    openCriteria(result.criteria, measuresOf(config), config),
    entries.length > 1 ? overview(result, config) : null,
    entries.length ? element("div", { class: "cml-cards" }, entries.map((entry) => entryCard(entry, config))) : null,
  ].filter(Boolean);
}

/** The whole answer as lines of plain text. */
export function textLines(result, config) {
  const lines = config.answers.map((answer) => `${answer.label}: ${answerInWords(answer, result)}`);
  lines.push(...(result.notes ?? []));
  for (const record of result.criteria ?? []) lines.push(criterionLine(record, measuresOf(config), config));
  if (result.missing?.length) lines.push(`Not known: ${joined(result.missing.map((name) => labelOf(name, config.inputs)))}`);
  for (const entry of entriesOf(result, config)) {
    const published = config.guidelines[idOf(entry, config)]?.published;
    const answers = config.entries.answers.map((answer) => `${answer.label.toLowerCase()} ${answerInWords(answer, entry)}`);
    lines.push(`${entry.title}${published ? ` (published ${published})` : ""}: ${answers.join("; ")}`);
    for (const record of (entry.criteria ?? []).filter(({ status }) => status === "met")) {
      lines.push(criterionLine(record, measuresOf(config, idOf(entry, config)), config));
    }
    if (entry.missing?.length) lines.push(`    Not known: ${joined(entry.missing.map((name) => labelOf(name, config.inputs)))}`);
  }
  return lines;
}
