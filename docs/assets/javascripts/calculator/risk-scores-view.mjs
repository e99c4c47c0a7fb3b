// Prognostic scores side by side, and each of them term by term.

import { fieldLinks, sourceLink } from "./criteria-view.mjs";
import { element } from "./dom.mjs";
import { boundInWords, joined, labelOf, valueInWords } from "./words.mjs";

const GROUPS = {
  very_low: "Very low",
  low: "Low",
  intermediate: "Intermediate",
  high: "High",
  very_high: "Very high",
};
const NOT_COMPUTED = "Not computed";
const VERIFICATION = { primary: "read in the source", secondary: "read in a secondary source" };
const DIGITS = 6;

const riskInWords = (group) => `${GROUPS[group].toLowerCase()} risk`;

/** Six decimals at most, with a true minus sign. */
export function shownTerm(value) {
  return String(Number(value.toFixed(DIGITS))).replace("-", "−");
}

function valueOf(part, config) {
  return part.name in config.inputs ? valueInWords(part.value, part.name, config.inputs) : String(part.value);
}

/** One sentence for the whole answer. */
export function sentence(result) {
  const computed = result.scores.filter((score) => score.group !== null);
  if (!computed.length) return "No score can be computed from these entries.";
  const named = computed.map((score) => `${score.title} ${riskInWords(score.group)}`);
  const rest = result.scores.length - computed.length;
  const open = rest ? ` ${rest === 1 ? "One score is" : `${rest} scores are`} not computed.` : "";
  return `${joined(named)}.${open}`;
}

function badge(score) {
  return element("span", { class: "cml-badge", "data-group": score.group ?? "unknown" }, GROUPS[score.group] ?? NOT_COMPUTED);
}

function probabilityInWords({ text, shown, verification }) {
  return `${text}: ${shown} (${VERIFICATION[verification]})`;
}

function overview(result, config) {
  const heads = ["Score", "Value", "Risk group"];
  const rows = result.scores.map((score) => element("tr", {},
    element("th", { scope: "row" }, score.title),
    element("td", {}, score.shown ?? "–"),
    element("td", {}, badge(score),
      score.probability ? element("p", {}, probabilityInWords(score.probability)) : null,
      score.missing.length ? element("p", { class: "cml-missing" }, "Not known: ", ...fieldLinks(score.missing, config)) : null)));
  return element("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": "Table: all scores" },
    element("table", { class: "cml-table" },
      element("caption", {}, "All scores side by side"),
      element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, rows)));
}

/** `below 0.8: low risk`, one for each group. */
function limits(score) {
  return score.criteria.map((record) => `${boundInWords(record, record.criterion, {})}: ${riskInWords(record.gives)}`);
}

function termTable(score, config) {
  const heads = ["Input", "Term", "Adds"];
  const rows = score.contributions.map((part) => element("tr", {},
    element("th", { scope: "row" }, `${part.label}: ${valueOf(part, config)}`),
    element("td", {}, part.formula),
    element("td", {}, shownTerm(part.term))));
  return element("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": `Table: terms of ${score.title}` },
    element("table", { class: "cml-table" },
      element("caption", {}, `${score.title}, term by term`),
      element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, rows),
      element("tfoot", {},
        element("tr", {}, element("th", { scope: "row", colspan: "2" }, "Sum of the terms"), element("td", {}, shownTerm(score.sum))),
        element("tr", {}, element("th", { scope: "row", colspan: "2" }, score.equation), element("td", {}, score.shown)))));
}

/** A link to each source once: of the equation, of the limits, of the probability. */
function sources(score, config) {
  const named = [score, ...score.criteria, score.probability].filter(Boolean);
  const once = new Map(named.map((record) => [`${record.reference}, ${record.locator}`, record]));
  return [...once.values()].map((record) => element("p", {}, sourceLink(record, config)));
}

function scoreDetails(score, config) {
  if (score.group === null) return null;
  return element("details", { class: "cml-details" },
    element("summary", {}, `${score.title}, term by term`),
    termTable(score, config),
    element("p", {}, `Groups: ${limits(score).join("; ")}.`),
    ...sources(score, config));
}

/** The whole answer as elements. */
export function view(result, config) {
  return [
    element("div", { class: "cml-summary" }, element("p", { class: "cml-lead" }, sentence(result))),
    overview(result, config),
    ...result.scores.map((score) => scoreDetails(score, config)),
  ].filter(Boolean);
}

function sourceLine(record, config) {
  return `[${config.references[record.reference]?.label ?? record.reference}, ${record.locator}]`;
}

/** The whole answer as lines of plain text. */
export function textLines(result, config) {
  return result.scores.flatMap((score) => {
    if (score.group === null) {
      const missing = joined(score.missing.map((name) => labelOf(name, config.inputs)));
      return [`${score.title}: not computed. Not known: ${missing}`];
    }
    const terms = score.contributions.map((part) =>
      `    ${part.label} ${valueOf(part, config)}: ${part.formula} = ${shownTerm(part.term)}`);
    const probability = score.probability
      ? [`    ${probabilityInWords(score.probability)} ${sourceLine(score.probability, config)}`] : [];
    return [
      `${score.title}: ${score.shown}, ${riskInWords(score.group)}`,
      ...terms,
      `    ${score.equation}: sum ${shownTerm(score.sum)}, value ${score.shown} ${sourceLine(score, config)}`,
      `    Groups: ${limits(score).join("; ")} ${sourceLine(score.criteria[0], config)}`,
      ...probability,
    ];
  });
}
