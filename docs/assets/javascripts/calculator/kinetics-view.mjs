// The whole series: rates, a picture with the milestones of one edition, and a table with the same content.

import { answerInWords } from "./answers-view.mjs";
import { criterionItem, criterionLine, editionHeading, fieldLinks, foldedCriteria, sourceLink } from "./criteria-view.mjs";
import { element, list } from "./dom.mjs";
import { chartFigure } from "./kinetics-figure.mjs";
import { courseOf, plainDecimal } from "./kinetics-course.mjs";
import { categoryInWords } from "./molecular-view.mjs";
import { counted, joined, labelOf } from "./words.mjs";

const EVENTS = {
  emr: "early molecular response",
  mmr: "MMR reached",
  mr4: "MR4 reached",
  "mr4.5": "MR4.5 reached",
  mmr_lost: "MMR lost",
  rise: "rise",
  relapse_signal: "relapse signal after the end of treatment",
};

/** What a sample says, in words. */
export function valueInWords(point) {
  if (!point.placed) return "not detected, limit not known";
  return point.open ? `not detected; limit ${point.shown}%` : `${point.shown}% IS`;
}

function eventsInWords(point) {
  return point.events.map(({ event }) => EVENTS[event]);
}

/** One sentence for the whole answer. */
export function sentence(result) {
  const { points } = result;
  if (!points.length) return "No measurement with a result was entered.";
  const undetected = points.filter((point) => point.open).length;
  const last = points.at(-1);
  const without = undetected ? `, ${undetected} of them without detectable BCR::ABL1` : "";
  const ending = last.open ? "in the last one it was not detected" : `the last is ${plainDecimal(last.percent)}% IS`;
  const rates = [
    result.halving_time_shown && ` Halving time ${result.halving_time_shown} days.`,
    result.doubling_time_shown && ` The last rise doubles in ${result.doubling_time_shown} days.`,
  ];
  return `${counted(points.length, "sample", "samples")}${without}; ${ending}.${rates.filter(Boolean).join("")}`;
}

function summary(result, config) {
  return element("div", { class: "cml-summary" },
    element("p", { class: "cml-lead" }, sentence(result)),
    element("dl", { class: "cml-facts" }, config.answers.map((answer) =>
      element("div", {}, element("dt", {}, answer.label), element("dd", {}, answerInWords(answer, result))))),
    result.missing.length
      ? element("p", { class: "cml-missing" }, element("strong", {}, "Not known, and could change this: "), ...fieldLinks(result.missing, config), ".")
      : null);
}

/** Every sample; the last column is of the edition that the reader has chosen. */
function seriesTable(course) {
  const chosen = element("th", { scope: "col" });
  const cells = course.points.map(() => element("td", {}));
  const heads = ["Date", course.start ? "Day of treatment" : "Day", "BCR::ABL1", "Level", "Events"];
  const rows = course.points.map((point, index) => element("tr", {},
    element("th", { scope: "row" }, point.date),
    element("td", {}, String(point.day).replace("-", "−")),
    element("td", {}, valueInWords(point)),
    element("td", {}, point.level ?? "–"),
    element("td", {}, joined(eventsInWords(point)) || "–"),
    cells[index]));
  const treatment = [[course.start, "Treatment start"], [course.stop, "Treatment stop"]].filter(([date]) => date);
  const table = element("div", { class: "table-scroll cml-series-table", role: "region", tabindex: "0", "aria-labelledby": "cml-series-caption" },
    element("table", {},
      element("caption", { id: "cml-series-caption" }, "The series in numbers.", treatment.map(([date, words]) => ` ${words}: ${date}.`)),
      element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)), chosen)),
      element("tbody", {}, rows)));
  const choose = (edition) => {
    for (const cell of [chosen, ...cells]) cell.hidden = !edition;
    chosen.textContent = edition?.label ?? "";
    for (const [index, cell] of cells.entries()) {
      const category = edition && course.categoryIn(edition.id, course.points[index]);
      cell.textContent = category ? categoryInWords(category) : "–";
    }
  };
  return { table, choose };
}

/** What makes each event one, with its source. */
function foldedEvents(result, config) {
  if (!result.events.length) return null;
  return element("details", { class: "cml-details" }, element("summary", {}, `Events and their criteria (${result.events.length})`),
    list(result.events.map(({ date, event, criterion }) => element("div", {},
      element("p", {}, element("strong", {}, `${date}: ${EVENTS[event]}`)), criterionItem(criterion, {}, config))), "cml-criteria"));
}

function milestoneRow(entry, config) {
  return element("tr", {},
    element("th", { scope: "row" }, entry.date),
    element("td", {}, String(entry.months)),
    element("td", {}, entry.time_point_months === null ? "–" : `Month ${entry.time_point_months}`),
    element("td", {}, element("span", { class: "cml-badge", "data-category": entry.category }, categoryInWords(entry.category))),
    element("td", {}, ...(entry.criterion ? [`${entry.criterion.text}. `, sourceLink(entry.criterion, config)] : ["–"]),
      ...(entry.missing.length ? [" Not known: ", ...fieldLinks(entry.missing, config), "."] : [])));
}

/** The category of every sample under one edition. */
function milestoneCard(entries, config) {
  const heads = ["Date", "Months complete", "Read at", "Category", "Row of the table"];
  return element("article", { class: "cml-card" },
    editionHeading(entries[0], config),
    element("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": `Categories: ${entries[0].title}` },
      element("table", {},
        element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))),
        element("tbody", {}, entries.map((entry) => milestoneRow(entry, config))))));
}

/** Folded, and made when it is opened: a long series has thousands of rows here. */
function foldedMilestones(result, config) {
  if (!result.milestones.length) return null;
  const byEdition = new Map();
  for (const entry of result.milestones) byEdition.set(entry.guideline, [...(byEdition.get(entry.guideline) ?? []), entry]);
  const place = element("div", { class: "cml-cards" });
  const details = element("details", { class: "cml-details" },
    element("summary", {}, `Milestones along the way, every edition (${byEdition.size})`), place);
  details.addEventListener("toggle", () => place.replaceChildren(...[...byEdition.values()].map((entries) => milestoneCard(entries, config))), { once: true });
  return details;
}

const measuresOf = (config) => Object.assign({}, ...Object.values(config.guidelines).map((edition) => edition.measures));

/** The page's words with those of the fields of a row, which criteria name as they name any input. */
function withRowFields(config) {
  return { ...config, inputs: { ...config.inputs.measurements.fields, ...config.inputs } };
}

/** The whole answer as elements. */
export function view(result, pageConfig) {
  const config = withRowFields(pageConfig);
  const course = courseOf(result, config.chart);
  const { table, choose } = seriesTable(course);
  const drawn = course.points.length ? [chartFigure(course, config, { valueInWords, eventsInWords, choose }), table] : [];
  return [
    summary(result, config),
    list(result.notes, "cml-notes"),
    ...drawn,
    foldedEvents(result, config),
    foldedMilestones(result, config),
    foldedCriteria("Criteria of the rates", result.criteria, measuresOf(config), config),
  ].filter(Boolean);
}

/** The whole answer as lines of plain text. */
export function textLines(result, pageConfig) {
  const config = withRowFields(pageConfig);
  const course = courseOf(result, config.chart);
  const lines = [sentence(result), ...config.answers.map((answer) => `${answer.label}: ${answerInWords(answer, result)}`), ...result.notes];
  if (result.missing.length) lines.push(`Not known: ${joined(result.missing.map((name) => labelOf(name, config.inputs)))}`);
  for (const record of result.criteria) lines.push(criterionLine(record, measuresOf(config), config));
  lines.push("");
  if (course.start) lines.push(`Treatment start: ${course.start}`);
  if (course.stop) lines.push(`Treatment stop: ${course.stop}`);
  for (const point of course.points) {
    const also = [point.level, ...eventsInWords(point)].filter(Boolean).join(", ");
    lines.push(`${point.date}, day ${point.day}: ${valueInWords(point)}${also ? ` (${also})` : ""}`);
  }
  if (result.milestones.length) lines.push("");
  for (const entry of result.milestones) lines.push(`${entry.title}, ${entry.date}: ${categoryInWords(entry.category)}`);
  return lines;
}
