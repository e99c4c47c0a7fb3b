// The series as a drawing: logarithmic percentages over days, with the bands of one table of milestones.
// D3 has been loaded before this is called. Colors and patterns are in kinetics.css.

import { plainDecimal } from "./kinetics-course.mjs";

const TOP_PERCENT = 100;
const LETTER = 6.4;
const BAND_KINDS = {
  good: ["optimal", "green", "no_trigger"],
  middling: ["light_green", "suboptimal", "warning", "yellow", "suboptimal_or_relative_failure"],
  bad: ["failure", "red"],
};

/** How a band is filled: by what its category says, or as open where the source or an answer leaves it so. */
export function bandKind(category) {
  return Object.keys(BAND_KINDS).find((kind) => BAND_KINDS[kind].includes(category)) ?? "open";
}

/** The pattern of a kind of band. As an attribute: in a style sheet the address would count from there. */
export function bandFill(kind) {
  return `url(#cml-band-${kind})`;
}

/**
 * Draws into `place`; returns the bands that are in the picture, `mark` for the point of an index, and `nearest`.
 *
 * @param {HTMLElement} place where it is drawn
 * @param {number} width in the pixels of the drawing
 * @param {object} course what `courseOf` gives
 * @param {{levels: object[], bands: object[], withFit: boolean, title: string, description: string}} shown
 */
export function drawChart(place, width, course, shown) {
  const frame = frameOf(width, course, shown);
  const svg = globalThis.d3.create("svg").attr("class", "cml-chart__picture").attr("role", "img")
    .attr("viewBox", `0 0 ${frame.width} ${frame.height}`).attr("width", frame.width).attr("height", frame.height)
    .attr("aria-labelledby", "cml-chart-title cml-chart-description").attr("focusable", "false");
  svg.append("title").attr("id", "cml-chart-title").text(shown.title);
  svg.append("desc").attr("id", "cml-chart-description").text(shown.description);
  drawPatterns(svg);
  const bands = course.start ? drawBands(svg, frame, course, shown.bands) : [];
  drawAxes(svg, frame, course, shown.levels);
  drawTreatment(svg, frame, course);
  if (shown.withFit && course.fit) drawFit(svg, frame, course.fit);
  drawLine(svg, frame, course.points);
  for (const stretch of course.stretches) drawStretch(svg, frame, stretch);
  drawPoints(svg, frame, course.points);
  const ring = svg.append("circle").attr("class", "cml-chart__ring").attr("r", frame.radius + 4.5).attr("visibility", "hidden");
  place.replaceChildren(svg.node());
  return {
    bands,
    mark(index) {
      const point = course.points[index];
      ring.attr("visibility", "visible").attr("cx", frame.x(point.day)).attr("cy", yOf(frame, point));
    },
    /** The point nearest to a place on the screen. */
    nearest(clientX) {
      const box = svg.node().getBoundingClientRect();
      const day = frame.x.invert(((clientX - box.left) / box.width) * frame.width);
      const gaps = course.points.map((point) => Math.abs(point.day - day));
      return gaps.indexOf(Math.min(...gaps));
    },
  };
}

/** Size, margins and scales. */
function frameOf(width, course, shown) {
  const narrow = width < 480;
  const height = narrow ? 350 : 440;
  const margin = { top: 46, right: narrow ? 10 : 46, bottom: 50, left: 86 };
  const days = course.points.map((point) => point.day);
  const first = Math.min(0, ...days);
  const last = Math.max(...days, course.stopDay ?? 0, course.dayOfMonth(3) + 15);
  const room = (last - first) * 0.03;
  const percents = course.points.filter((point) => point.placed).map((point) => point.percent);
  const deepest = Math.min(...percents, ...shown.levels.map((level) => level.percent));
  const { scaleLinear, scaleLog } = globalThis.d3;
  const x = scaleLinear([first - room, last + room], [margin.left, width - margin.right]);
  const y = scaleLog([Math.max(TOP_PERCENT, ...percents) * 1.3, deepest / 1.6], [margin.top, height - margin.bottom]);
  const radius = days.length > 200 ? 2.2 : days.length > 60 ? 3.2 : 4.6;
  return { width, height, margin, x, y, narrow, radius, bottom: height - margin.bottom, left: margin.left, right: width - margin.right };
}

/** A value has its place on the axis; where not even the limit of detection is known, the lower edge stands for it. */
function yOf(frame, point) {
  return point.placed ? frame.y(point.percent) : frame.bottom;
}

function drawPatterns(svg) {
  const patterns = svg.append("defs").selectAll("pattern").data([
    ["middling", 7, "M0,7 L7,0 M-1,1 L1,-1 M6,8 L8,6"],
    ["bad", 5, "M0,0 L5,5 M0,5 L5,0"],
    ["open", 8, "M1,2 h2 M5,6 h2"],
  ]).join("pattern").attr("id", ([kind]) => `cml-band-${kind}`).attr("patternUnits", "userSpaceOnUse")
    .attr("width", ([, size]) => size).attr("height", ([, size]) => size);
  patterns.append("rect").attr("class", ([kind]) => `cml-band__ground cml-band__ground--${kind}`)
    .attr("width", ([, size]) => size).attr("height", ([, size]) => size);
  patterns.append("path").attr("class", ([kind]) => `cml-band__hatch cml-band__hatch--${kind}`).attr("d", ([, , d]) => d);
}

/** The bands end with treatment, as milestones are for patients on treatment. Returns those that are in the picture. */
function drawBands(svg, frame, course, bands) {
  const [first, last] = frame.x.domain();
  const [high, low] = frame.y.domain();
  const end = Math.min(last, course.stopDay ?? last);
  const boxes = bands.map((band) => {
    const left = frame.x(Math.max(first, course.dayOfMonth(band.month)));
    const right = frame.x(band.until === null ? end : Math.min(end, course.dayOfMonth(band.until)));
    const top = frame.y(Math.min(high, band.high ?? high));
    return { band, left, right, top, bottom: frame.y(Math.max(low, band.low ?? low)) };
  }).filter(({ left, right, top, bottom }) => right - left > 0.5 && bottom - top > 0.5);
  const groups = svg.append("g").attr("class", "cml-bands").selectAll("g").data(boxes).join("g");
  groups.append("rect").attr("class", ({ band }) => `cml-band cml-band--${bandKind(band.category)}`)
    .attr("fill", ({ band }) => bandFill(bandKind(band.category)))
    .attr("x", ({ left }) => left).attr("y", ({ top }) => top)
    .attr("width", ({ left, right }) => right - left).attr("height", ({ top, bottom }) => bottom - top);
  const taken = course.stretches.map((stretch) => stretchLabel(frame, stretch));
  const labels = boxes.map((box) => bandLabel(box)).filter((label) => label && !taken.some((other) => overlap(label, other)));
  svg.append("g").selectAll("text").data(labels).join("text").attr("class", "cml-band__label").attr("text-anchor", "end")
    .attr("x", ({ right }) => right).attr("y", ({ y }) => y).text(({ text }) => text);
  return boxes.map(({ band }) => band);
}

/** At the right edge, as a series that falls comes from the left; none where there is no room, as the legend has it, too. */
function bandLabel({ band, left, right, top, bottom }) {
  const width = band.label.length * LETTER;
  if (right - left < width + 24 || bottom - top < 17) return null;
  return { text: band.label, left: right - 6 - width, right: right - 6, y: band.high === null ? bottom - 6 : top + 14 };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && Math.abs(one.y - other.y) < 14;
}

/** 100%, the limits of the levels, and every power of ten below them that the axis reaches. */
function percentTicks(frame, levels) {
  const limits = levels.map((level) => level.percent);
  const [first, last] = [Math.min(...limits), frame.y.domain()[1]].map(Math.log10);
  const deeper = globalThis.d3.range(Math.round(first) - 1, last, -1).map((power) => 10 ** power);
  return [TOP_PERCENT, ...limits, ...deeper];
}

/** `0.1% (MMR)`: the level that has a name of its own keeps it. */
function percentTick(percent, levels) {
  const level = levels.find((one) => one.percent === percent);
  return `${plainDecimal(percent)}%${level?.label === "MR3" ? " (MMR)" : ""}`;
}

/** The months that have a tick, far enough apart for their labels. */
function monthTicks(frame, course) {
  const [first, last] = frame.x.domain();
  const month = course.dayOfMonth(12) / 12;
  const most = Math.max(3, Math.floor((frame.right - frame.left) / 46));
  const step = [1, 3, 6, 12, 24, 36, 60, 120].find((one) => (last - first) / month / one <= most) ?? 240;
  return globalThis.d3.range(Math.ceil(first / month / step) * step, last / month, step);
}

function drawAxes(svg, frame, course, levels) {
  const { axisBottom, axisLeft } = globalThis.d3;
  const y = axisLeft(frame.y).tickValues(percentTicks(frame, levels)).tickSize(-(frame.right - frame.left)).tickPadding(8)
    .tickFormat((percent) => percentTick(percent, levels));
  const rows = svg.append("g").attr("class", "cml-axis cml-axis--y").attr("transform", `translate(${frame.left},0)`).call(y);
  rows.selectAll(".tick").classed("cml-axis__mmr", (percent) => levels.some((level) => level.percent === percent && level.label === "MR3"));
  const months = monthTicks(frame, course);
  const x = axisBottom(frame.x).tickValues(months.map(course.dayOfMonth)).tickPadding(6)
    .tickFormat((_, index) => String(months[index]).replace("-", "−"));
  svg.append("g").attr("class", "cml-axis cml-axis--x").attr("transform", `translate(0,${frame.bottom})`).call(x);
  svg.append("text").attr("class", "cml-axis__title").attr("text-anchor", "middle")
    .attr("x", (frame.left + frame.right) / 2).attr("y", frame.height - 8)
    .text(course.start ? "Months since treatment start" : "Months since the first sample");
  svg.append("text").attr("class", "cml-axis__title").attr("x", 2).attr("y", 14).text("BCR::ABL1, % IS");
  if (frame.narrow) return;
  svg.append("g").attr("class", "cml-levels").selectAll("text").data(levels).join("text")
    .attr("x", frame.right + 7).attr("y", (level) => frame.y(level.percent)).attr("dy", "0.35em").text((level) => level.label);
}

function drawTreatment(svg, frame, course) {
  const lines = [];
  if (course.start) lines.push({ day: 0, text: "Start" });
  if (course.stopDay !== null) lines.push({ day: course.stopDay, text: "Stop" });
  const groups = svg.append("g").attr("class", "cml-treatment").selectAll("g").data(lines).join("g")
    .attr("transform", ({ day }) => `translate(${frame.x(day)},0)`);
  groups.append("line").attr("y1", frame.margin.top - 6).attr("y2", frame.bottom);
  groups.append("text").attr("y", frame.margin.top - 10).attr("text-anchor", ({ day }) => (frame.x(day) > frame.right - 30 ? "end" : "middle"))
    .text(({ text }) => text);
}

/** The part of a straight stretch that lies on the axes. */
function clipped(frame, from, to) {
  const [high, low] = frame.y.domain().map(Math.log);
  const [a, b] = [from, to].map(({ day, percent }) => ({ day, log: Math.log(percent) }));
  const at = (log) => ({ day: a.day + ((log - a.log) / (b.log - a.log)) * (b.day - a.day), log });
  return [a, b].map((end) => (end.log > high ? at(high) : end.log < low ? at(low) : end))
    .map(({ day, log }) => [frame.x(day), frame.y(Math.exp(log))]);
}

function drawFit(svg, frame, { from, to }) {
  const [[x1, y1], [x2, y2]] = clipped(frame, from, to);
  const group = svg.append("g").attr("class", "cml-fit");
  group.append("line").attr("x1", x1).attr("y1", y1).attr("x2", x2).attr("y2", y2);
  const right = x2 > frame.right - 30;
  group.append("text").attr("x", right ? x2 - 4 : x2 + 5).attr("y", y2 - 6).attr("text-anchor", right ? "end" : "start").text("fit");
}

/** Only detected values that follow each other are joined: between them and a detection limit nothing is known. */
function drawLine(svg, frame, points) {
  const joined = points.slice(1).map((point, index) => [points[index], point])
    .filter((pair) => pair.every((point) => point.placed && !point.open));
  const d = joined.map(([from, to]) => `M${frame.x(from.day)},${yOf(frame, from)}L${frame.x(to.day)},${yOf(frame, to)}`).join("");
  svg.append("path").attr("class", "cml-series").attr("d", d);
}

/** Where the label of a rate stands: beside its line on the side where the series is not, else above it. */
function stretchLabel(frame, { kind, shown, from, to }) {
  const text = `${kind === "halving" ? "halves" : "doubles"} in ${shown} days`;
  const x = (frame.x(from.day) + frame.x(to.day)) / 2;
  const heights = [yOf(frame, from), yOf(frame, to)];
  const width = text.length * LETTER;
  const beside = kind === "halving" ? x + 8 : x - 8 - width;
  const fits = !(frame.narrow && kind === "doubling") && beside > frame.left && beside + width < frame.right;
  const left = fits ? beside : Math.min(Math.max(x - width / 2, frame.left), frame.right - width);
  return { text, left, right: left + width, y: fits ? (heights[0] + heights[1]) / 2 - 4 : Math.min(...heights) - 12 };
}

function drawStretch(svg, frame, stretch) {
  const { kind, from, to } = stretch;
  const group = svg.append("g").attr("class", `cml-stretch cml-stretch--${kind}`);
  group.append("line").attr("x1", frame.x(from.day)).attr("y1", yOf(frame, from)).attr("x2", frame.x(to.day)).attr("y2", yOf(frame, to));
  const label = stretchLabel(frame, stretch);
  // From the side that must not move, as letters are not of one width.
  const atEnd = kind === "doubling";
  group.append("text").attr("x", atEnd ? label.right : label.left).attr("y", label.y).attr("text-anchor", atEnd ? "end" : "start").text(label.text);
}

/** Filled: measured. Open with a pointer downward: not detected, at the limit of detection or at the lower edge. */
function drawPoints(svg, frame, points) {
  const marks = svg.append("g").attr("class", "cml-points").selectAll("g").data(points).join("g")
    .attr("class", (point) => `cml-point cml-point--${pointKind(point)}`)
    .attr("transform", (point) => `translate(${frame.x(point.day)},${yOf(frame, point)})`);
  const r = frame.radius;
  marks.filter((point) => point.placed).append("circle").attr("r", r);
  marks.filter((point) => point.open && point.placed).append("path").attr("class", "cml-point__below")
    .attr("d", `M0,${r} v${r + 5} m${-r * 0.75},${-r * 0.75} l${r * 0.75},${r * 0.75} l${r * 0.75},${-r * 0.75}`);
  marks.filter((point) => !point.placed).append("path").attr("class", "cml-point__edge")
    .attr("d", `M${-r - 1},${-2 * r - 1} h${2 * r + 2} l${-r - 1},${2 * r} z`);
}

/** The class of a point's mark, for its drawing and its legend. */
export function pointKind(point) {
  if (!point.placed) return "unplaced";
  return point.open ? "open" : "measured";
}
