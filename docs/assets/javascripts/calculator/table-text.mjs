// Text of a spreadsheet or a CSV file as rows of a form. A value is taken as it stands or the whole is refused: nothing
// is converted by guess, and nothing is half done.

import { tidy } from "./numbers.mjs";

export const MOST_ROWS = 500;

// What people write at the head of a column, without spaces and signs.
const ALIASES = {
  date: ["date", "sampledate", "samplingdate", "day"],
  bcr_abl1_percent_is: ["bcrabl1", "bcrabl", "bcrabl1is", "bcrablis", "percentis", "is", "percent", "value", "result"],
  detected: ["detected", "detectable"],
  reference_gene_copies: ["copies", "referencecopies", "controlgenecopies", "abl1copies", "ablcopies"],
  reference_gene: ["gene", "controlgene"],
};
const YES = ["true", "yes", "y", "detected", "positive"];
const NO = ["false", "no", "n", "notdetected", "undetected", "undetectable", "negative"];
const NOT_KNOWN = ["", "?", "unknown", "not known", "na", "n/a"];
const A_VALUE = /^[<>≤≥~]?\s*[\d.]/;
// In this order: a comma may stand inside a number, the others do not.
const DELIMITERS = ["\t", ";", "|", ","];
const NOTHING_DONE = "Nothing was filled in.";

/** A text that cannot be taken over, with the reason in words. */
export class Refused extends Error {}

const bare = (text) => tidy(text).toLowerCase().replace(/[^a-z0-9]/g, "");

/** The sign between the cells: the first of the list that stands in the first line with anything in it. */
export function delimiterOf(text) {
  const line = text.split(/\r\n|\n|\r/).find((one) => one.trim() !== "") ?? "";
  return DELIMITERS.find((sign) => line.includes(sign)) ?? ",";
}

/** The text of a file in UTF-8, which every spreadsheet can save; another encoding is not guessed. */
export async function textOf(file) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    if (!text.includes("\0")) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new Refused(`${file.name} is not a text in UTF-8. In the spreadsheet, save it as “CSV UTF-8”. ${NOTHING_DONE}`);
}

/** Whether a pasted text is more than one cell. */
export function isTable(text) {
  return /[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""));
}

/**
 * Rows as objects of texts by field, and the heads of columns that were left out.
 *
 * @param {string} text the text of the table
 * @param {Record<string, {label: string, kind: string}>} fields the fields of a row, in their order
 * @param {string} from the field of the first column where the text has no head
 * @param {object} Papa the CSV parser
 */
export function readTable(text, fields, from, Papa) {
  const delimiter = delimiterOf(text);
  const { data, errors } = Papa.parse(text, { delimiter, skipEmptyLines: "greedy" });
  const broken = errors.find((error) => error.type === "Quotes");
  if (broken) throw new Refused(`Quotation marks do not match in row ${broken.row + 1}. ${NOTHING_DONE}`);
  const lines = data.map((cells) => cells.map(tidy));
  const columns = headOf(lines[0] ?? [], fields);
  const body = columns ? lines.slice(1) : lines;
  if (!body.length) throw new Refused(`There is no row with a value. ${NOTHING_DONE}`);
  if (body.length > MOST_ROWS) throw new Refused(`There are ${body.length} rows, and ${MOST_ROWS} are the most. ${NOTHING_DONE}`);
  const names = columns ?? Object.keys(fields).slice(Object.keys(fields).indexOf(from));
  const rows = body.map((cells, index) => rowOf(cells, names, fields, { row: index + 1, delimiter }));
  return { rows, left: columns ? lines[0].filter((_, index) => columns[index] === null && lines[0][index]) : [] };
}

/** The field of each column (null: none of ours), or null when the line is no head. */
function headOf(cells, fields) {
  if (cells.some((cell) => A_VALUE.test(cell))) return null;
  const columns = cells.map((cell) => fieldNamed(cell, fields));
  const named = columns.filter(Boolean);
  const twice = named.find((name, index) => named.indexOf(name) !== index);
  if (twice) throw new Refused(`Two columns are headed as “${fields[twice].label}”. ${NOTHING_DONE}`);
  return named.length ? columns : null;
}

function fieldNamed(cell, fields) {
  const head = bare(cell);
  if (!head) return null;
  const known = ([name, field]) => [bare(name), bare(field.label), bare(`${field.label}${field.unit ?? ""}`), ...(ALIASES[name] ?? [])];
  return Object.entries(fields).find((entry) => known(entry).includes(head))?.[0] ?? null;
}

function rowOf(cells, names, fields, place) {
  const extra = cells.slice(names.length).filter(Boolean);
  if (extra.length) {
    throw new Refused(`Row ${place.row} has more cells than there are columns (“${extra[0]}”).${commaHint(place)} ${NOTHING_DONE}`);
  }
  const row = {};
  for (const [index, name] of names.entries()) {
    if (name !== null) row[name] = cellAs(cells[index] ?? "", fields[name], place);
  }
  return row;
}

/** The text that the control can hold: itself, or the word that it means. */
function cellAs(cell, field, place) {
  const word = bare(cell);
  if (field.kind === "yes_no") {
    if (YES.includes(word)) return "true";
    if (NO.includes(word)) return "false";
  } else if (field.words) {
    const found = Object.keys(field.words).find((own) => bare(own) === word || bare(field.words[own]) === word);
    if (found) return found;
  } else {
    return cell;
  }
  // Not by its bare word: a minus sign alone may mean negative.
  if (NOT_KNOWN.includes(cell.toLowerCase())) return "";
  const expected = field.kind === "yes_no" ? "yes, no or nothing" : `${Object.values(field.words).join(", ")} or nothing`;
  throw new Refused(`Row ${place.row}: under “${field.label}” must stand ${expected}, not “${cell}”.${commaHint(place)} ${NOTHING_DONE}`);
}

function commaHint({ delimiter }) {
  return delimiter === "," ? " Where commas part the cells, decimals need a point." : "";
}
