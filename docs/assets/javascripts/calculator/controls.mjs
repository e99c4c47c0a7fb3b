// The controls of a form by their names.

/** All controls of one name. */
export function controls(form, name) {
  const found = form.elements.namedItem(name);
  if (found === null) return [];
  return found instanceof RadioNodeList ? [...found] : [found];
}

/** Every name in the form, in its order; a field of a record is `measurements.0.date`. */
export function names(form) {
  return [...new Set([...form.elements].map((control) => control.name).filter(Boolean))];
}

/** What stands in the controls of one name: a text, or the values that are ticked. */
export function entered(form, name) {
  const [first, ...others] = controls(form, name);
  if (!first) return "";
  if (first.type === "radio") return [first, ...others].find((control) => control.checked)?.value ?? "";
  if (first.type === "checkbox") return [first, ...others].filter((control) => control.checked).map((control) => control.value);
  return first.value;
}

/** Puts a text into the controls of one name; says whether they can hold it. */
export function put(form, name, text) {
  const found = controls(form, name);
  if (!found.length) return false;
  const values = text.split(",").map((part) => part.trim());
  if (found[0].type === "radio") {
    if (!found.some((control) => control.value === text)) return false;
    for (const control of found) control.checked = control.value === text && text !== "";
  } else if (found[0].type === "checkbox") {
    if (text && !values.every((value) => found.some((control) => control.value === value))) return false;
    for (const control of found) control.checked = values.includes(control.value);
  } else {
    found[0].value = found[0].type === "textarea" ? values.join(", ") : text;
    // A list to choose from takes none but its own words.
    return found[0].type !== "select-one" || found[0].value === text;
  }
  return true;
}
