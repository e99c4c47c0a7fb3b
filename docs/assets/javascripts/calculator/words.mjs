// Results in the reader's words.

export const PHASES = {
  chronic: "Chronic phase",
  accelerated: "Accelerated phase",
  blast: "Blast phase",
  not_classified: "Not classified",
  undetermined: "Undetermined",
};

export const STATUS = { met: "Met", not_met: "Not met", unknown: "Not known" };

const BOUNDS = { above: "above", at_least: "at least", below: "below", at_most: "at most" };

/** `and` between the last two. */
export function joined(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `one system`, `3 systems`. */
export function counted(count, one, several) {
  return count === 1 ? `one ${one}` : `${count} ${several}`;
}

/** A message of the calculator with the labels of the form in place of the inputs' names. */
export function named(message, inputs) {
  const cells = message.replace(/\b(\w+)\[(\d+)\]\.(\w+)/g, (all, list, row, name) => {
    const field = inputs[list]?.fields?.[name];
    return field ? `${quoted(field.label)} (row ${Number(row) + 1})` : all;
  });
  return cells.replace(/\b[a-z]+(?:_[a-z0-9]+)+\b/g, (name) => {
    const input = inputs[name] ?? Object.values(inputs).find((one) => one.fields?.[name])?.fields[name];
    return input ? quoted(input.label) : name;
  });
}

/** A label in a sentence: a question in quotation marks. */
function quoted(label) {
  return label.endsWith("?") ? `“${label}”` : label;
}

/** The label of a measurement, or of a sum of them; a name that is no input is shown without underscores. */
export function labelOf(name, inputs) {
  return name.split(" + ").map((part) => inputs[part]?.label ?? part.replaceAll("_", " ")).join(" + ");
}

/** `%` of whatever, as the label says of what; other units stand apart. */
export function withUnit(value, name, inputs) {
  const unit = inputs[name.split(" + ")[0]]?.unit ?? "";
  if (unit === "% IS") return `${value}% IS`;
  return unit.startsWith("%") ? `${value}%` : unit ? `${value} ${unit}` : String(value);
}

/** `at least 10% and below 20%`, or nothing where a criterion has no bound. */
export function boundInWords(record, name, inputs) {
  if (record.at_least !== undefined && record.at_least === record.at_most) return `exactly ${withUnit(record.at_least, name, inputs)}`;
  return Object.keys(BOUNDS).filter((bound) => bound in record)
    .map((bound) => `${BOUNDS[bound]} ${withUnit(record[bound], name, inputs)}`).join(" and ");
}

/** The value that a criterion looked at. */
export function valueInWords(value, name, inputs) {
  if (value === null || value === undefined) return "not known";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length ? value.map((word) => wordLabel(word, name, inputs)).join(", ") : "none";
  return typeof value === "number" ? withUnit(value, name, inputs) : wordLabel(value, name, inputs);
}

function wordLabel(word, name, inputs) {
  const own = inputs[name]?.words?.[word];
  const any = own ?? Object.values(inputs).map((input) => input.words?.[word]).find(Boolean);
  return any ?? word.replaceAll("_", " ");
}
