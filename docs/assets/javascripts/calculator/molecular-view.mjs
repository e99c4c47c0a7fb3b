// Depth of the molecular response and its category under each table of milestones.

import { criterionItem, criterionLine, editionHeading, fieldLinks, foldedCriteria, foldedNotes } from "./criteria-view.mjs";
import { element, list } from "./dom.mjs";
import { boundInWords, joined, labelOf, valueInWords } from "./words.mjs";

const ANSWERS = new Map([[true, "yes"], [false, "no"], [null, "not known"], ["yes", "yes"], ["no", "no"], ["not_applicable", "not applicable"]]);
// Logarithms next to which more digits are shown, so that the rounded one stands on the side of the value.
const LIMITS = [1, 2, 3, 4, 4.5, 5];

const CATEGORIES = {
  suboptimal_or_relative_failure: "Suboptimal or relative failure",
  no_trigger: "No trigger",
  not_assigned: "Not assigned by the source",
  not_applicable: "Not applicable",
  unknown: "Not known",
};

export function categoryInWords(category) {
  return CATEGORIES[category] ?? (category.charAt(0).toUpperCase() + category.slice(1)).replaceAll("_", " ");
}

export function depthInWords(depth) {
  if (depth === "not_assessable") return "Depth not assessable";
  return depth === "none" ? "No level reached" : depth;
}

/** At least two decimals, and as many as keep a value that is no limit from looking like one. */
export function shownLogarithm(value) {
  for (let digits = 2; digits < 8; digits += 1) {
    const text = value.toFixed(digits);
    if (Number(text) === value || !LIMITS.includes(Number(text))) return text;
  }
  return String(value);
}

const time = (months) => (months === null ? "–" : `Month ${months}`);

/** One sentence for the whole answer. */
export function sentence(result) {
  const percent = result.percent_shown === null ? "" : ` at ${result.percent_shown}% IS`;
  const decided = result.milestones.filter((entry) => !["not_applicable", "unknown", "not_assigned"].includes(entry.category));
  const groups = new Map();
  for (const entry of decided) groups.set(entry.category, [...(groups.get(entry.category) ?? []), entry.title]);
  const parts = [...groups].map(([category, titles]) => `${categoryInWords(category).toLowerCase()} (${titles.length})`);
  const tables = parts.length ? ` Milestones: ${joined(parts)}.` : " No milestone table gives a category.";
  return `${depthInWords(result.depth)}${percent}.${tables}`;
}

function facts(result) {
  const log = result.log_reduction === null ? "–" : shownLogarithm(result.log_reduction);
  return [
    ["Depth", depthInWords(result.depth)],
    ["BCR::ABL1", result.percent_shown === null ? "no percentage" : `${result.percent_shown}% IS`],
    ["Log reduction", log],
    ["Major molecular response", ANSWERS.get(result.major_molecular_response)],
    ["Deep molecular response", ANSWERS.get(result.deep_molecular_response)],
    ["Early molecular response", ANSWERS.get(result.early_molecular_response)],
    ["Supported by the reference-gene copies", result.supported_depth === null ? "not known" : depthInWords(result.supported_depth)],
  ];
}

function factList(result) {
  return element("dl", { class: "cml-facts" }, facts(result).map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}

function badge(category) {
  return element("span", { class: "cml-badge", "data-category": category }, categoryInWords(category));
}

function overview(result, config) {
  const rows = result.milestones.map((entry) => {
    const edition = config.guidelines[entry.guideline];
    return element("tr", {},
      element("th", { scope: "row" }, edition ? element("a", { href: edition.href }, edition.short) : entry.title),
      element("td", {}, badge(entry.category)),
      element("td", {}, time(entry.time_point_months)));
  });
  return element("table", { class: "cml-table" },
    element("caption", {}, "Category under each table of milestones"),
    element("thead", {}, element("tr", {}, ["Edition", "Category", "Read at"].map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, rows));
}

function twoKinds(entry) {
  const { category_molecular: molecular, category_cytogenetic: cytogenetic } = entry;
  if (!molecular || !cytogenetic || molecular === cytogenetic) return null;
  return element("p", {}, `Molecular: ${categoryInWords(molecular)}. Cytogenetic: ${categoryInWords(cytogenetic)}.`);
}

function editionCard(entry, config) {
  const rest = entry.criteria.filter((record) => record.criterion !== entry.criterion?.criterion);
  const next = entry.next_time_point === null ? null : `Next milestone: month ${entry.next_time_point}.`;
  const read = entry.time_point_months === null ? null : `Read at month ${entry.time_point_months}. `;
  return element("article", { class: "cml-card", "data-category": entry.category },
    editionHeading(entry, config),
    element("p", { class: "cml-card__answer" }, badge(entry.category)),
    twoKinds(entry),
    entry.criterion ? list([criterionItem(withCategory(entry.criterion, config), {}, config)], "cml-criteria") : null,
    read || next ? element("p", {}, read, next) : null,
    entry.missing.length
      ? element("p", { class: "cml-missing" }, element("strong", {}, "Not known, and could change this: "), ...fieldLinks(entry.missing, config), ".")
      : null,
    foldedCriteria(`Other rows at this time (${rest.length})`, rest.map((record) => withCategory(record, config)), {}, config),
    foldedNotes(entry.notes));
}

/** A row of a milestone table has no words of its own: its category and its conditions are what it says. */
function withCategory(record, config) {
  if (record.text) return record;
  const parts = record.parts ?? [{ ...record, criterion: record.measurement }];
  const conditions = parts.map((part) => conditionInWords(part, config.inputs));
  return { ...record, text: `${categoryInWords(record.category)}, when ${joined(conditions)}` };
}

function conditionInWords(part, inputs) {
  const label = part.criterion === "risen" ? "the value" : labelOf(part.criterion, inputs);
  const bound = boundInWords(part, part.criterion === "risen" ? "bcr_abl1_percent_is" : part.criterion, inputs);
  return bound ? `${label} is ${bound}` : `“${label}” is ${valueInWords(part.equals, part.criterion, inputs)}`;
}

/** What each level's limit is on. */
function levelMeasures(result) {
  const onCopies = (record) => record.criterion.endsWith("-copies");
  return Object.fromEntries(result.criteria.map((record) => [record.criterion, onCopies(record) ? "reference_gene_copies" : "bcr_abl1_percent_is"]));
}

/** The whole answer as elements. */
export function view(result, config) {
  return [
    element("div", { class: "cml-summary" }, element("p", { class: "cml-lead" }, sentence(result)), factList(result)),
    foldedCriteria("Criteria of the levels", result.criteria, levelMeasures(result), config),
    overview(result, config),
    element("div", { class: "cml-cards" }, result.milestones.map((entry) => editionCard(entry, config))),
  ].filter(Boolean);
}

/** The whole answer as lines of plain text. */
export function textLines(result, config) {
  const lines = [...facts(result).map(([name, value]) => `${name}: ${value}`), ""];
  for (const entry of result.milestones) {
    const edition = config.guidelines[entry.guideline];
    const at = entry.time_point_months === null ? "" : `, read at month ${entry.time_point_months}`;
    lines.push(`${entry.title} (published ${edition?.published ?? "?"}): ${categoryInWords(entry.category)}${at}`);
    if (entry.criterion) lines.push(criterionLine(withCategory(entry.criterion, config), {}, config));
    if (entry.missing.length) lines.push(`    Not known: ${joined(entry.missing.map((name) => labelOf(name, config.inputs)))}`);
  }
  return lines;
}
