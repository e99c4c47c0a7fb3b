// What the answer of `kinetics` says of the series, ready to be drawn and listed. Nothing is decided here.

const DAY_MS = 86_400_000;
const DAYS_PER_MONTH = 30.4375;

/** Whole days from one ISO date to another. */
function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The day on which so many calendar months of treatment are complete; mean months where the start is not known. */
function dayOfMonth(start, months) {
  if (!start) return months * DAYS_PER_MONTH;
  const [year, month, day] = start.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const then = Date.UTC(year, month - 1 + months, Math.min(day, lastDay));
  return Math.round((then - Date.parse(start)) / DAY_MS);
}

/** Digits without a power of ten, which a reader of percentages does not expect. */
export function plainDecimal(number) {
  const [digits, power] = number.toExponential().split("e-");
  if (power === undefined || Number(power) < 7) return String(number);
  return `0.${"0".repeat(Number(power) - 1)}${digits.replace(".", "")}`;
}

/** Three digits, or all of them where the rounded number would be a limit that the number is not. */
function shownPercent(percent, limits) {
  const short = Number(percent.toPrecision(3));
  return plainDecimal(short !== percent && limits.includes(short) ? percent : short);
}

/** The deepest level whose limit the value keeps, or null above all of them. */
function levelOf(percent, levels) {
  return levels.filter((level) => percent <= level.percent).at(-1)?.label ?? null;
}

/** The points with their place, level and events, in the order of their dates. */
function pointsOf(result, levels) {
  const limits = levels.map((level) => level.percent);
  return result.points.map((point) => {
    const placed = point.percent !== null;
    return {
      ...point,
      placed,
      // A measured value as it was given; a computed limit of detection in short.
      shown: placed ? (point.open ? shownPercent(point.percent, limits) : plainDecimal(point.percent)) : null,
      level: point.open ? null : levelOf(point.percent, levels),
      events: result.events.filter((event) => event.date === point.date),
    };
  });
}

/** The two values that a rate was computed from. */
function stretch(points, kind, result) {
  const ends = [result[`${kind}_from`], result[`${kind}_to`]].map((date) => points.find((point) => point.date === date));
  const shown = result[`${kind}_time_shown`];
  return shown === null || ends.some((end) => !end) ? null : { kind, shown, from: ends[0], to: ends[1] };
}

/** Least squares through the logarithms of all detected values on treatment: for the eye, no result is read from it. */
function fitThrough(points, stopDay) {
  const used = points.filter((point) => point.placed && !point.open && (stopDay === null || point.day <= stopDay));
  if (used.length < 3) return null;
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const days = used.map((point) => point.day);
  const logs = used.map((point) => Math.log(point.percent));
  const [day, log] = [mean(days), mean(logs)];
  const spread = days.reduce((sum, one) => sum + (one - day) ** 2, 0);
  const slope = days.reduce((sum, one, index) => sum + (one - day) * (logs[index] - log), 0) / spread;
  const at = (one) => ({ day: one, percent: Math.exp(log + slope * (one - day)) });
  return { from: at(days[0]), to: at(days.at(-1)) };
}

/** All that the picture and the table show. `chart` is what the page knows of levels and editions. */
export function courseOf(result, chart) {
  const points = pointsOf(result, chart.levels);
  const { treatment_start: start, treatment_stop: stop } = result;
  const stopDay = stop && points.length ? daysBetween(start ?? points[0].date, stop) : null;
  return {
    points,
    start,
    stop,
    stopDay,
    dayOfMonth: (months) => dayOfMonth(start, months),
    stretches: [stretch(points, "halving", result), stretch(points, "doubling", result)].filter(Boolean),
    fit: fitThrough(points, stopDay),
    categoryIn: (guideline, point) =>
      result.milestones.find((entry) => entry.guideline === guideline && entry.date === point.date)?.category ?? null,
  };
}
