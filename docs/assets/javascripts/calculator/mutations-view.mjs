// Variants against inhibitors: what every table prints, as a matrix of words and marks, and one card for each variant.

import { sourceLink } from "./criteria-view.mjs";
import { element, list } from "./dom.mjs";
import { joined } from "./words.mjs";

const MARKS = { avoid: "✗", caution: "!", susceptible: "✓", no_data: "–" };
// The heading of the page below which lists stand that nobody has read.
const UNREAD = "#lists-that-are-shown-never-evaluated";
const MATRIX_NOTE = "Each cell names the tables behind its word. Where tables differ, the most cautious word leads; that choice is ours.";

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

function wordsOf(config) {
  return new Map(config.entries.answers[0].words.map(({ value, label }) => [value, label]));
}

const shortName = (id, config) => config.guidelines[id]?.short ?? id;

function grouped(entries, key) {
  const groups = new Map();
  for (const entry of entries) groups.set(entry[key], [...(groups.get(entry[key]) ?? []), entry]);
  return groups;
}

/** `T315I – avoid: imatinib and dasatinib; susceptible: ponatinib; no data: asciminib.` */
function variantSentence(variant, cells, words) {
  const byStatus = grouped(cells, "status");
  if (byStatus.size === 1 && byStatus.has("no_data")) return `${variant} – no data for any inhibitor.`;
  const parts = [...words].filter(([status]) => byStatus.has(status)).map(([status, word]) =>
    `${word.toLowerCase()}: ${joined(byStatus.get(status).map((cell) => cell.inhibitor))}`);
  return `${variant} – ${parts.join("; ")}.`;
}

function sentences(result, config) {
  if (!result.variants.length) return ["No variant was entered."];
  const words = wordsOf(config);
  return [...grouped(result.matrix, "variant")].map(([variant, cells]) => variantSentence(variant, cells, words));
}

/** The whole answer in words. */
export function sentence(result, config) {
  const differ = result.conflicts.length ? ` Tables differ on ${joined(result.conflicts.map((one) => one.title))}.` : "";
  return sentences(result, config).join(" ") + differ;
}

function statusBadge(status, words) {
  return element("span", { class: "cml-badge", "data-answer": status },
    element("span", { "aria-hidden": "true" }, MARKS[status]), ` ${words.get(status)}`);
}

function editionLink(id, config) {
  const edition = config.guidelines[id];
  return edition ? element("a", { href: edition.href }, edition.short) : id;
}

function between(parts) {
  return parts.flatMap((part, index) => (index ? [", ", part] : [part]));
}

function matrixCell(cell, words, config) {
  return element("td", { "data-status": cell.status }, statusBadge(cell.status, words),
    cell.tables.length ? element("span", { class: "cml-cell__tables" }, between(cell.tables.map((id) => editionLink(id, config)))) : null,
    cell.conflict ? element("strong", {}, " Tables differ") : null);
}

/** Inhibitors in rows: few variants are the rule, and a phone holds them. */
function matrix(result, config) {
  const words = wordsOf(config);
  return element("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": "Table: variants against inhibitors" },
    element("table", { class: "cml-table cml-mutations" },
      element("caption", {}, "Variants against inhibitors"),
      element("thead", {}, element("tr", {}, ["Inhibitor", ...result.variants].map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, [...grouped(result.matrix, "inhibitor")].map(([inhibitor, cells]) => element("tr", {},
        element("th", { scope: "row" }, capital(inhibitor)), cells.map((cell) => matrixCell(cell, words, config)))))));
}

const isPrinted = (finding) => finding.printed !== null;

function findingLine(finding, words, config) {
  return `${shortName(finding.table, config)}: ${words.get(finding.status)} (printed: “${finding.printed}”)`;
}

/** What the tables print for one inhibitor, each with its place; silent tables are left to the matrix. */
function inhibitorItem(inhibitor, findings, words, config) {
  const printed = findings.filter(isPrinted);
  const shown = printed.length
    ? list(printed.map((finding) => element("span", {}, statusBadge(finding.status, words),
      `${shortName(finding.table, config)}: “${finding.printed}”. `, sourceLink(finding, config))), "cml-criteria")
    : " no data in any table";
  return element("div", { class: "cml-criterion" }, element("strong", {}, `${capital(inhibitor)}:`), shown);
}

function remarkItem(remark, config) {
  const how = remark.verification === "secondary" ? " Read in a secondary source." : "";
  return element("span", {}, remark.text, `${how} `, sourceLink(remark, config));
}

/** What each table prints, folded: the matrix has its gist. */
function printedWords(findings, words, config) {
  const items = [...grouped(findings, "inhibitor")].map(([inhibitor, own]) => inhibitorItem(inhibitor, own, words, config));
  return element("details", { class: "cml-details" }, element("summary", {}, `What each table prints (${findings.filter(isPrinted).length})`),
    list(items, "cml-criteria"));
}

function variantCard(variant, findings, result, config) {
  const remarks = result.remarks.filter((remark) => remark.variant === variant);
  const unlisted = findings.every((finding) => finding.table === null);
  return element("article", { class: "cml-card", "data-variant": variant },
    element("h3", { class: "cml-card__title" }, variant),
    unlisted
      ? element("p", {}, "This variant stands in no table: no data for any inhibitor, which is not the same as susceptible.")
      : printedWords(findings, wordsOf(config), config),
    list(remarks.map((remark) => remarkItem(remark, config))));
}

function conflictBox(result, config) {
  if (!result.conflicts.length) return null;
  const words = wordsOf(config);
  return element("div", { class: "cml-warnings" }, element("p", {}, element("strong", {}, "Tables differ")),
    list(result.conflicts.map((one) => `${one.title}: ${one.findings.map((finding) => findingLine(finding, words, config)).join("; ")}.`)));
}

/** The whole answer as elements. */
export function view(result, config) {
  const general = result.remarks.filter((remark) => remark.variant === null);
  return [
    element("div", { class: "cml-summary" }, sentences(result, config).map((one) => element("p", { class: "cml-lead" }, one)),
      list(general.map((remark) => remarkItem(remark, config)))),
    conflictBox(result, config),
    ...(result.matrix.length ? [matrix(result, config), element("p", {}, MATRIX_NOTE)] : []),
    element("p", {}, "Lists of ELN 2020, ELN 2025 and NCCN, which were not read, are not part of this answer: they stand ",
      element("a", { href: UNREAD }, "further down, never evaluated"), "."),
    element("div", { class: "cml-cards" }, [...grouped(result.findings, "variant")].map(([variant, findings]) =>
      variantCard(variant, findings, result, config))),
  ].filter(Boolean);
}

/** The whole answer as lines of plain text. */
export function textLines(result, config) {
  const words = wordsOf(config);
  const lines = [];
  for (const [variant, cells] of grouped(result.matrix, "variant")) {
    lines.push(variant);
    for (const cell of cells) {
      const own = result.findings.filter((one) => one.variant === variant && one.inhibitor === cell.inhibitor && isPrinted(one));
      const printed = own.map((finding) => `${findingLine(finding, words, config)} [${finding.locator}]`);
      lines.push(`    ${capital(cell.inhibitor)}: ${words.get(cell.status)}${printed.length ? `. ${printed.join("; ")}` : ""}`);
    }
  }
  for (const one of result.conflicts) lines.push(`Tables differ on ${one.title}.`);
  for (const remark of result.remarks) {
    const source = config.references[remark.reference]?.label ?? remark.reference;
    lines.push(`${remark.variant ? `${remark.variant}: ` : ""}${remark.text} [${source}, ${remark.locator}]`);
  }
  lines.push("Lists of ELN 2020, ELN 2025 and NCCN were not read and are not part of this answer.");
  return lines.length > 1 ? lines : ["No variant was entered."];
}
