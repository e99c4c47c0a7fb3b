// Stopping a TKI: each source's criteria, what it says of relapse and of treating again, and its dated plan of tests.

import { calendarText } from "./calendar.mjs";
import { criterionItem, criterionLine, editionHeading, fieldLinks, foldedNotes, sourceLink } from "./criteria-view.mjs";
import { element, list } from "./dom.mjs";
import { counted, joined, labelOf } from "./words.mjs";

const TEST = "BCR::ABL1 test";
const ABOUT = { met: "This patient is one of them.", not_met: "This patient is not one of them.", unknown: "Not known whether this patient is one of them." };
// What keeps a criterion from being met comes first.
const ORDER = ["not_met", "unknown", "met"];
const GROUPS = [["yes", "Criteria met"], ["no", "Criteria not met"], ["cannot_determine", "Cannot be determined"]];

const shortName = (entry, config) => config.guidelines[entry.guideline]?.short ?? entry.title;
const weekday = (date) => new Date(`${date}T00:00:00Z`).toLocaleDateString("en-US", { weekday: "short", timeZone: "UTC" });

/** The label of a value of one answer of the entries. */
function wordOf(name, value, config) {
  const answer = config.entries.answers.find((one) => one.name === name);
  return answer.words.find((word) => word.value === (value ?? ""))?.label ?? String(value);
}

/** `Criteria met: NCCN 2020. Criteria not met: ELN 2020.` */
export function sentence(result, config) {
  return GROUPS.map(([word, label]) => [label, result.guidelines.filter((entry) => entry.eligible === word)])
    .filter(([, entries]) => entries.length)
    .map(([label, entries]) => `${label}: ${joined(entries.map((entry) => shortName(entry, config)))}.`)
    .join(" ");
}

function badge(entry, config) {
  return element("span", { class: "cml-badge", "data-answer": entry.eligible }, wordOf("eligible", entry.eligible, config));
}

const ofGroup = (entry, gives) => entry.criteria.filter((record) => record.gives === gives);

function counts(records) {
  const words = { met: "met", not_met: "not met", unknown: "not known" };
  return Object.entries(words).map(([status, word]) => [records.filter((record) => record.status === status).length, word])
    .filter(([count]) => count).map(([count, word]) => `${count} ${word}`).join(", ");
}

function overview(result, config) {
  const rows = result.guidelines.map((entry) => element("tr", {},
    element("th", { scope: "row" }, element("a", { href: config.guidelines[entry.guideline]?.href }, shortName(entry, config))),
    element("td", {}, badge(entry, config)),
    element("td", {}, wordOf("tier", entry.tier, config)),
    element("td", {}, counts(ofGroup(entry, "eligible")))));
  const caption = "Criteria for stopping, source by source";
  return element("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": caption },
    element("table", { class: "cml-table" },
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ["Source", "Meets the criteria", "Tier", "Its criteria"].map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, rows)));
}

function criterion(record, measures, config) {
  const item = criterionItem(record, measures, config);
  if (record.left_open) item.append(element("p", { class: "cml-criterion__evidence" }, element("strong", {}, "Left open: "), record.left_open));
  return item;
}

function criteria(title, records, config, guideline) {
  if (!records.length) return [];
  const { measures } = config.guidelines[guideline];
  const sorted = ORDER.flatMap((status) => records.filter((record) => record.status === status));
  return [element("h4", { class: "cml-card__part" }, title), list(sorted.map((record) => criterion(record, measures, config)), "cml-criteria")];
}

function sourced(title, statement, config, after = null) {
  return element("p", {}, element("strong", {}, `${title}: `), statement.text, after ? ` ${after}` : null, " ", sourceLink(statement, config));
}

/** `all` says whom a figure is about by itself; of the others the reader wants to know whether they count here. */
function relapse(figure, config) {
  return sourced("Relapse", figure, config, figure.id === "all" ? null : ABOUT[figure.status]);
}

function card(entry, config) {
  return element("article", { class: "cml-card", "data-guideline": entry.guideline },
    editionHeading(entry, config),
    element("p", { class: "cml-card__answer" }, "Meets the criteria: ", badge(entry, config),
      entry.tier ? `Tier: ${wordOf("tier", entry.tier, config)}` : null),
    entry.missing.length
      ? element("p", { class: "cml-missing" }, element("strong", {}, "Not known, and could change this: "), ...fieldLinks(entry.missing, config), ".")
      : null,
    criteria("Criteria", ofGroup(entry, "eligible"), config, entry.guideline),
    criteria("For the optimal tier, besides", ofGroup(entry, "optimal"), config, entry.guideline),
    element("h4", { class: "cml-card__part" }, "After a stop"),
    entry.expected_relapse.map((figure) => relapse(figure, config)),
    sourced("Tests", entry.schedule, config),
    sourced("Treatment again", entry.restart_rule, config),
    foldedNotes(entry.notes));
}

/** The file of one plan, made when the reader asks for it. */
function calendarFile(entry, stop, config) {
  const name = shortName(entry, config);
  const events = entry.monitoring.map((date, index) => ({
    date,
    summary: TEST,
    description: `${entry.monitoring_points[index]} after the stop. Schedule: ${name}. CML Handbook; not medical advice.`,
  }));
  return new Blob([calendarText({ plan: entry.guideline, stamp: stop, events })], { type: "text/calendar;charset=utf-8" });
}

function calendarButton(entry, stop, config) {
  const label = "Calendar file (.ics)";
  const button = element("button", { type: "button", class: "cml-button cml-button--secondary", "data-calendar": entry.guideline,
    "aria-label": `${label}, ${shortName(entry, config)}` }, label);
  button.addEventListener("click", () => {
    const address = URL.createObjectURL(calendarFile(entry, stop, config));
    element("a", { href: address, download: `bcr-abl1-tests-${entry.guideline}.ics` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
  return button;
}

function plan(entry, stop, config) {
  const rows = entry.monitoring.map((date, index) => element("tr", {},
    element("th", { scope: "row" }, element("time", { datetime: date }, date)),
    element("td", {}, weekday(date)),
    element("td", {}, entry.monitoring_points[index])));
  const caption = `${shortName(entry, config)}: ${counted(rows.length, "test", "tests")}. ${entry.schedule.text}`;
  if (!rows.length) return element("div", { class: "cml-plan", "data-plan": entry.guideline }, element("p", {}, `${shortName(entry, config)}: no test in the months listed. ${entry.schedule.text}`));
  return element("div", { class: "cml-plan", "data-plan": entry.guideline },
    element("table", { class: "cml-table" },
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ["Date", "Day", "After the stop"].map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, rows)),
    calendarButton(entry, stop, config));
}

function plans(result, config) {
  const { stop_date: stop } = result;
  const heading = element("h3", { class: "cml-plans__title", "data-dated": Boolean(stop) }, stop ? `Monitoring plan after a stop on ${stop}` : "Monitoring plan");
  if (!stop) return [heading, element("p", {}, "With the date of the stop the dates of the tests stand here. ", ...fieldLinks(["stop_date"], config))];
  return [heading,
    element("p", {}, "The dates are counted by the calendar and may fall on a weekend. The calendar file holds these dates and no name; this browser makes it."),
    element("div", { class: "cml-plans" }, result.guidelines.map((entry) => plan(entry, stop, config)))];
}

/** The whole answer as elements. */
export function view(result, config) {
  return [
    element("div", { class: "cml-summary" }, element("p", { class: "cml-lead" }, sentence(result, config))),
    overview(result, config),
    ...plans(result, config),
    element("div", { class: "cml-cards" }, result.guidelines.map((entry) => card(entry, config))),
  ];
}

function entryLines(entry, config) {
  const { measures, published } = config.guidelines[entry.guideline];
  const tier = entry.tier ? `, tier ${wordOf("tier", entry.tier, config).toLowerCase()}` : "";
  return [
    `${entry.title} (published ${published}): meets the criteria: ${wordOf("eligible", entry.eligible, config).toLowerCase()}${tier}`,
    ...entry.criteria.map((record) => `${criterionLine(record, measures, config)}${record.left_open ? ` Left open: ${record.left_open}` : ""}`),
    entry.missing.length ? `    Not known: ${joined(entry.missing.map((name) => labelOf(name, config.inputs)))}` : null,
    ...entry.expected_relapse.map((figure) => `    ${figure.text}${figure.id === "all" ? "" : ` ${ABOUT[figure.status]}`}`),
    `    Tests: ${entry.schedule.text}`,
    ...entry.monitoring.map((date, index) => `    ${date}  ${entry.monitoring_points[index]}`),
    `    Treatment again: ${entry.restart_rule.text}`,
    "",
  ].filter((line) => line !== null);
}

/** The whole answer as lines of plain text. */
export function textLines(result, config) {
  return [...(result.stop_date ? [`Stop: ${result.stop_date}`, ""] : []), ...result.guidelines.flatMap((entry) => entryLines(entry, config))];
}
