// The figure around the drawing: the choice of an edition, a walk from sample to sample, the legend.

import { bandFill, bandKind, drawChart, pointKind } from "./kinetics-chart.mjs";
import { element } from "./dom.mjs";
import { loadLibrary } from "./libraries.mjs";
import { categoryInWords } from "./molecular-view.mjs";
import { counted, joined } from "./words.mjs";

const MARKS = {
  measured: "measured, joined where one follows the other",
  open: "not detected, shown at its limit of detection",
  unplaced: "not detected, limit not known: shown at the lower edge",
};
const SVG = "http://www.w3.org/2000/svg";

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A sample of a mark for the legend. */
function swatch(className, ...parts) {
  const svg = shape("svg", { class: `cml-legend__mark ${className}`, viewBox: "0 0 28 16", width: "28", height: "16", "aria-hidden": "true", focusable: "false" });
  svg.append(...parts);
  return svg;
}

function markSwatch(kind) {
  const parts = {
    measured: [shape("path", { class: "cml-series", d: "M1,12L27,4" }), shape("circle", { cx: 14, cy: 8, r: 4.6 })],
    open: [shape("circle", { cx: 14, cy: 5, r: 4 }), shape("path", { class: "cml-point__below", d: "M14,9v6m-3,-3l3,3l3,-3" })],
    unplaced: [shape("path", { class: "cml-point__edge", d: "M9,4h10l-5,9z" })],
  };
  return swatch(`cml-point cml-point--${kind}`, ...parts[kind]);
}

function lineSwatch(className) {
  return swatch(className, shape("line", { x1: 1, y1: 12, x2: 27, y2: 4 }));
}

function bandSwatch(kind) {
  return swatch("", shape("rect", { class: `cml-band cml-band--${kind}`, fill: bandFill(kind), x: 1, y: 1, width: 26, height: 14 }));
}

function legendEntry(mark, words) {
  return element("li", {}, mark, element("span", {}, words));
}

/** What stands in the picture now, and only that. */
function legend(course, bands, withFit) {
  const marks = Object.keys(MARKS).filter((kind) => course.points.some((point) => pointKind(point) === kind));
  const fills = new Map(bands.map((band) => [band.label, bandKind(band.category)]));
  return [
    ...marks.map((kind) => legendEntry(markSwatch(kind), MARKS[kind])),
    ...course.stretches.map(({ kind }) => legendEntry(lineSwatch(`cml-stretch cml-stretch--${kind}`), `${kind} time: between the two values it joins`)),
    ...(withFit && course.fit ? [legendEntry(lineSwatch("cml-fit"), "fit: least squares through the logarithms of the values on treatment; no result is read from it")] : []),
    ...[...fills].map(([label, kind]) => legendEntry(bandSwatch(kind), label)),
  ];
}

/** `3 to 6 months: Optimal ≤ 10%; Warning > 10% (failure if confirmed by a second test)`. */
function bandsInWords(bands) {
  const periods = new Map();
  for (const band of bands) {
    const period = band.until === null ? `From month ${band.month} on` : `Month ${band.month} to ${band.until}`;
    periods.set(period, [...(periods.get(period) ?? []), `${band.label} ${band.bounds}${band.note ? ` (${band.note})` : ""}`]);
  }
  return [...periods].map(([period, words]) => `${period}: ${words.join("; ")}.`);
}

function editionNote(edition, course) {
  if (!edition) return [];
  if (!course.start) return [element("p", {}, "Milestones count from the start of treatment, which was not entered.")];
  return [
    element("p", {}, "Limits of ", element("a", { href: edition.href }, edition.title),
      edition.superseded ? " (superseded)" : "", `, on the value alone. ${edition.line_note}`),
    element("ul", {}, bandsInWords(edition.bands).map((words) => element("li", {}, words))),
    element("p", {}, "A time point's limits are drawn until the next one; the source says nothing of the time between."),
  ];
}

function description(course, edition) {
  const { points, start, stop, stretches } = course;
  const undetected = points.filter((point) => point.open).length;
  return [
    `${counted(points.length, "sample", "samples")} from ${points[0].date} to ${points.at(-1).date}, ${undetected} without detectable BCR::ABL1, on a logarithmic axis.`,
    start ? `Treatment start ${start}${stop ? `, stop ${stop}` : ""}.` : "",
    stretches.length ? `Marked: ${joined(stretches.map(({ kind }) => `the ${kind} time`))}.` : "",
    edition && start ? `Bands: milestones of ${edition.label}.` : "",
    "The table below has every value.",
  ].filter(Boolean).join(" ");
}

function choices(chart) {
  const select = element("select", { id: "cml-chart-edition" }, element("option", { value: "" }, "none"),
    chart.editions.map((edition) => element("option", { value: edition.id, selected: edition.id === chart.chosen },
      `${edition.label}${edition.superseded ? " (superseded)" : ""}`)));
  const fit = element("input", { type: "checkbox", id: "cml-chart-fit", checked: true });
  return { select, fit };
}

/** The figure; it draws itself once it stands in the page and whenever its width or a choice changes. */
export function chartFigure(course, config, words) {
  const { chart, libraries } = config;
  const place = element("div", { class: "cml-chart__place" }, element("p", {}, "The picture is being drawn …"));
  const entries = element("ul", { class: "cml-legend" });
  const note = element("div", { class: "cml-chart__note" });
  const { select, fit } = choices(chart);
  const chosen = () => chart.editions.find((one) => one.id === select.value) ?? null;
  const { walk, show, at, tell } = walkThrough(course, words, chosen);
  let drawn = null;

  function draw() {
    const edition = chosen();
    drawn = drawChart(place, widthFor(place), course, {
      levels: chart.levels, bands: edition?.bands ?? [], withFit: fit.checked,
      title: "BCR::ABL1 over time", description: description(course, edition),
    });
    entries.replaceChildren(...legend(course, drawn.bands, fit.checked));
    note.replaceChildren(...editionNote(edition, course));
    drawn.mark(at());
  }

  function choose() {
    words.choose(chosen());
    tell();
    if (drawn) draw();
  }

  for (const control of [select, fit]) control.addEventListener("change", choose);
  choose();
  walk.addEventListener("cml-walk", () => drawn?.mark(at()));
  place.addEventListener("pointermove", (event) => { if (drawn) show(drawn.nearest(event.clientX)); });
  place.addEventListener("click", (event) => { if (drawn) show(drawn.nearest(event.clientX)); });
  loadLibrary(libraries.chart).then(() => redrawWithWidth(place, draw)).catch((error) => {
    place.replaceChildren(element("p", { class: "cml-notice" },
      `The picture could not be drawn: ${error.message}. The table below has the same content.`));
    walk.hidden = true;
  });
  return element("figure", { class: "cml-chart", "data-chart": true },
    element("figcaption", { class: "cml-chart__title" }, "BCR::ABL1 over time"),
    element("div", { class: "cml-chart__choices" },
      element("div", {}, element("label", { for: select.id }, "Milestones of"), select),
      course.fit ? element("div", { class: "cml-option" }, fit, element("label", { for: fit.id }, "Straight-line fit")) : null),
    place, walk, entries, note);
}

// A drawing for paper is made as wide as its letters are to be large there, whatever the screen was.
const PAPER = matchMedia("print");
const PAPER_WIDTH = 640;

function widthFor(place) {
  return PAPER.matches ? PAPER_WIDTH : place.clientWidth || PAPER_WIDTH;
}

/** Draws now and whenever the width is another. */
function redrawWithWidth(place, draw) {
  let width = 0;
  const onPaper = () => fit();
  const observer = new ResizeObserver(() => fit());
  function fit() {
    if (!place.isConnected) {
      observer.disconnect();
      PAPER.removeEventListener("change", onPaper);
    } else if (Math.abs(widthFor(place) - width) >= 4) {
      width = widthFor(place);
      draw();
    }
  }
  PAPER.addEventListener("change", onPaper);
  observer.observe(place);
}

/** A slider from sample to sample: arrow keys, touch or mouse; the sample is said and shown. */
function walkThrough(course, words, chosen) {
  const { points } = course;
  const slider = element("input", { type: "range", id: "cml-chart-walk", min: 0, max: points.length - 1, step: 1, value: points.length - 1 });
  const text = element("p", { class: "cml-chart__sample", "aria-hidden": "true" });
  const walk = element("div", { class: "cml-chart__walk" },
    element("label", { for: slider.id }, "Sample"), slider, text);

  function tell() {
    const point = points[slider.valueAsNumber];
    const category = chosen() && course.categoryIn(chosen().id, point);
    const inEdition = category ? `${chosen().label}: ${categoryInWords(category).toLowerCase()}` : null;
    const said = [`${point.date}, day ${point.day}`, words.valueInWords(point), point.level, ...words.eventsInWords(point), inEdition]
      .filter(Boolean).join("; ");
    slider.setAttribute("aria-valuetext", `${slider.valueAsNumber + 1} of ${points.length}: ${said}`);
    text.textContent = said;
    walk.dispatchEvent(new CustomEvent("cml-walk"));
  }

  slider.addEventListener("input", tell);
  return {
    walk,
    tell,
    at: () => slider.valueAsNumber,
    show(index) {
      if (index === slider.valueAsNumber) return;
      slider.value = index;
      tell();
    },
  };
}
