// What the page says of a file: its progress, its columns, its result.

import { element } from "../calculator/dom.mjs";
import { joined } from "../calculator/words.mjs";

// Names of columns that one line may hold.
const MOST_NAMES = 12;
const COUNT = new Intl.NumberFormat("en-US");

export function amount(bytes) {
  if (bytes < 1e3) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `0:07`, `12:30`. */
function duration(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function rowsInWords(rows) {
  return rows === 1 ? "1 row" : `${COUNT.format(rows)} rows`;
}

/** `1,200 rows, 3 with errors, 0.2 MB of 9.8 MB, 0:07`. */
export function progressLine({ rows, faulty, read }, size, ms) {
  return `${rowsInWords(rows)}, ${COUNT.format(faulty)} with errors, ${amount(read)} of ${amount(size)}, ${duration(ms)}`;
}

/** Which columns are copied only, and which of them look like an input. */
export function columnsNote({ read, copied, meant }) {
  const strange = Object.entries(meant).map(([name, input]) => element("li", {},
    element("code", {}, name), " is no input; ", element("code", {}, input), " may be meant."));
  const others = copied.length > MOST_NAMES ? [...copied.slice(0, MOST_NAMES), `${copied.length - MOST_NAMES} more`] : copied;
  const names = others.map((name) => name.trim() || "a column without a name");
  const inputs = `${read.length} of ${read.length + copied.length} columns ${read.length === 1 ? "is an input" : "are inputs"}.`;
  return [
    element("p", { class: "cml-entered" }, inputs, names.length ? ` Copied only: ${joined(names)}.` : ""),
    strange.length ? element("div", { class: "cml-warnings" }, element("p", {}, element("strong", {}, "Please check")), element("ul", {}, strange)) : "",
  ];
}

/** The result: how many rows, the download, the first rows with errors. */
export function resultView({ result, name, address, title, ms, intendedUse }) {
  const { rows, faulty, faults, blob, version } = result;
  const speed = ms > 1000 && rows > 100 ? ` (${COUNT.format(Math.round(rows / (ms / 1000)))} rows a second)` : "";
  return [
    element("h2", { class: "cml-result__title", tabindex: "-1" }, "Result"),
    element("p", { class: "cml-lead" }, `${rowsInWords(rows)} answered by ${title}, ${COUNT.format(faulty)} with errors.`),
    element("div", { class: "cml-actions" },
      element("a", { class: "cml-button", download: name, href: address }, `Download ${name} (${amount(blob.size)})`)),
    element("p", { class: "cml-entered" }, `It took ${duration(ms)}${speed}. The result is held by this page until you leave it.`),
    ...(faulty ? [faultTable(faults, faulty)] : []),
    element("p", { class: "cml-intended" }, `${intendedUse} Calculators version ${version}.`),
  ];
}

function faultTable(faults, faulty) {
  const shown = faults.length < faulty ? `The first ${faults.length} of ${COUNT.format(faulty)} rows with errors` : "Rows with errors";
  const rows = faults.map(({ line, message }) => element("tr", {},
    element("th", { scope: "row" }, COUNT.format(line)),
    element("td", {}, message.split(" | ").map((one) => element("p", {}, withoutRepeat(one))))));
  return element("div", { class: "table-scroll cml-faults", role: "region", tabindex: "0", "aria-label": "Rows with errors" },
    element("table", {},
      element("caption", {}, `${shown}; they keep their place in the result`),
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Line"), element("th", { scope: "col" }, "What must hold"))),
      element("tbody", {}, rows)));
}

/** `fever: fever must be …` names its column twice. */
function withoutRepeat(message) {
  return message.replace(/^(\S+): (?=\1 )/, "");
}

/** `cohort.csv` gives `cohort.phase.csv`. */
export function resultName(name, calculator) {
  return `${name.replace(/\.[A-Za-z0-9]{1,4}$/, "")}.${calculator}.csv`;
}
