// Text as typed to a JSON number with the same digits. Nothing is converted by guess.

const NUMBER = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,3}))?$/;
const LONGEST = 40;

/** Spaces around it gone, and the typographic minus as a keyboard writes it. */
export function tidy(text) {
  return text.replace(/[\s\u00a0\u202f]+/g, " ").trim().replace(/\u2212/g, "-");
}

/** The JSON text of the number that `text` writes, or null when it is no plain decimal number. */
export function numberAsJson(text) {
  const match = NUMBER.exec(tidy(text));
  if (!match || tidy(text).length > LONGEST) return null;
  const [whole, fraction = ""] = match[2].split(".");
  const digits = (whole.replace(/^0+(?=\d)/, "") || "0") + (fraction ? `.${fraction}` : "");
  return (match[1] === "-" ? "-" : "") + digits + (match[3] ? `e${match[3]}` : "");
}

/** `above 0 and at most 10000 ×10⁹/L`, from the range of an input. */
export function rangeInWords(input) {
  const low = "above" in input.range ? `above ${input.range.above}` : `at least ${input.range.at_least}`;
  return `${low} and at most ${input.range.at_most} ${input.unit}`;
}

/** What must hold of a field whose text is no plain number, with what may have been meant. */
export function notANumber(name, input, text) {
  const kind = input.whole ? "a whole number " : "a number ";
  return `${name} must be ${kind}${rangeInWords(input)}, ${howToWrite(text)}, not ${shortened(text)}`;
}

function howToWrite(text) {
  const typed = tidy(text);
  if (/^[<>≤≥=~]/.test(typed)) return "without a sign such as < or >; a detection limit is not a measured value";
  if (/^\d{1,3}([, ]\d{3})+$/.test(typed)) return "without a comma or space between digits";
  if (/^\d+,\d+$/.test(typed)) return "with a decimal point and no comma";
  if (/%$/.test(typed) || /[a-zµ]/i.test(typed)) return "in digits only, without unit or word";
  return "in digits, with a point for decimals";
}

function shortened(text) {
  const typed = tidy(text);
  return typed.length > LONGEST ? `${typed.slice(0, LONGEST)}…` : typed;
}
