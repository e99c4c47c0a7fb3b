// The phase under every classification: first where they agree and part, then each with the criteria that decide it.

import { criterionItem, criterionLine, editionHeading, fieldLinks, foldedCriteria, foldedNotes, sourceLink } from "./criteria-view.mjs";
import { element, list } from "./dom.mjs";
import { PHASES, STATUS, counted, joined, labelOf } from "./words.mjs";

const measuresOf = (system, config) => config.guidelines[system.guideline]?.measures ?? {};
const shortName = (id, config) => config.guidelines[id]?.short ?? id;

/** The met criteria of the phase that the system gives. */
function deciding(system) {
  const phase = system.phase === "undetermined" ? system.at_least : system.phase;
  return system.criteria.filter((record) => record.status === "met" && record.phase === phase);
}

/** `Not chronic`: the criteria of chronic phase that fail where an edition leaves a patient without a phase. */
function failing(system) {
  if (system.phase !== "not_classified") return [];
  return system.criteria.filter((record) => record.status === "not_met" && record.phase === "chronic");
}

/** One sentence for the whole answer. */
export function sentence(result) {
  const groups = result.agreement;
  if (groups.length === 1) return `All ${result.systems.length} classifications give the same answer: ${PHASES[groups[0].phase].toLowerCase()}.`;
  return `The ${result.systems.length} classifications part: ` +
    `${joined(groups.map((group) => `${group.guidelines.length} ${PHASES[group.phase].toLowerCase()}`))}.`;
}

function badge(phase) {
  return element("span", { class: "cml-badge", "data-phase": phase }, PHASES[phase]);
}

function agreementGroup(group, config) {
  const reasons = group.deciding_criteria.map((entry) => `${shortName(entry.guideline, config)}: ${entry.text}`);
  return element("div", { class: "cml-group-result" },
    element("p", { class: "cml-group-result__head" }, badge(group.phase), " ",
      joined(group.guidelines.map((id) => shortName(id, config)))),
    reasons.length
      ? element("details", { class: "cml-details" }, element("summary", {}, "By these findings"), list(reasons))
      : null);
}

function missingSummary(result, config) {
  const missing = [...new Set(result.systems.flatMap((system) => [...system.missing, ...(system.blast_crisis?.missing ?? [])]))].sort();
  if (!missing.length) return element("p", {}, "No empty field could change an answer.");
  return element("p", { class: "cml-missing" }, element("strong", {}, "Not known, and could change an answer: "),
    ...fieldLinks(missing, config), ". Other empty fields do not matter here.");
}

function undetermined(system, config) {
  if (system.phase !== "undetermined") return null;
  const possible = system.possible_phases.map((phase) => PHASES[phase].toLowerCase());
  return element("div", {},
    element("p", {}, `Still possible: ${joined(possible)}.`,
      system.at_least ? ` A met criterion already gives at least ${PHASES[system.at_least].toLowerCase()}.` : ""),
    element("p", { class: "cml-missing" }, element("strong", {}, "Would decide: "), ...fieldLinks(system.missing, config), "."));
}

function blastCrisis(system, config) {
  const crisis = system.blast_crisis;
  if (!crisis || crisis.status === "not_met") return null;
  return element("div", { class: "cml-crisis" },
    element("p", {}, element("strong", {}, "Blast crisis: "), STATUS[crisis.status].toLowerCase(),
      crisis.missing.length ? ". Would decide: " : ".", ...fieldLinks(crisis.missing, config)),
    foldedCriteria("What makes a blast crisis", crisis.criteria, {}, config));
}

function findings(title, entries, config) {
  if (!entries.length) return null;
  return element("div", { class: "cml-findings" }, element("p", {}, element("strong", {}, title)),
    list(entries.map((entry) => element("span", {}, `${entry.text}. `, sourceLink(entry, config)))));
}

function systemCard(system, config) {
  const measures = measuresOf(system, config);
  const decided = [...deciding(system), ...failing(system)];
  const rest = system.criteria.filter((record) => !decided.includes(record));
  return element("article", { class: "cml-card", "data-phase": system.phase },
    editionHeading(system, config),
    element("p", { class: "cml-card__answer" }, badge(system.phase)),
    undetermined(system, config),
    decided.length ? list(decided.map((record) => criterionItem(record, measures, config)), "cml-criteria")
      : element("p", {}, system.phase === "chronic" ? "No criterion of a higher phase is met." : "No criterion is met."),
    blastCrisis(system, config),
    findings("High-risk features", system.high_risk_features, config),
    findings("To note", system.flags, config),
    foldedCriteria(`All other criteria (${rest.length})`, rest, measures, config),
    foldedNotes(system.notes));
}

/** The whole answer as elements. */
export function view(result, config) {
  return [
    element("div", { class: "cml-summary" },
      element("p", { class: "cml-lead" }, sentence(result)),
      ...result.agreement.map((group) => agreementGroup(group, config)),
      missingSummary(result, config)),
    element("div", { class: "cml-cards" }, result.systems.map((system) => systemCard(system, config))),
  ];
}

/** The whole answer as lines of plain text. */
export function textLines(result, config) {
  const lines = [sentence(result), ""];
  for (const system of result.systems) {
    const edition = config.guidelines[system.guideline];
    lines.push(`${system.title} (published ${edition?.published ?? "?"}): ${PHASES[system.phase]}`);
    if (system.phase === "undetermined") {
      lines.push(`    Possible: ${joined(system.possible_phases.map((phase) => PHASES[phase]))}`);
      lines.push(`    Would decide: ${joined(system.missing.map((name) => labelOf(name, config.inputs)))}`);
    }
    for (const record of [...deciding(system), ...failing(system)]) lines.push(criterionLine(record, measuresOf(system, config), config));
    if (system.blast_crisis && system.blast_crisis.status !== "not_met") lines.push(`    Blast crisis: ${STATUS[system.blast_crisis.status]}`);
    for (const entry of system.high_risk_features) lines.push(`    High-risk feature: ${entry.text}`);
    for (const entry of system.flags) lines.push(`    To note: ${entry.text}`);
  }
  lines.push("", `${counted(result.systems.length, "classification", "classifications")} evaluated.`);
  return lines;
}
