// The controls of a form by their names.

/** All controls of one name. */
export function controls(form, name) {
  const found = form.elements.namedItem(name);
  if (found === null) return [];
  return found instanceof RadioNodeList ? [...found] : [found];
}

/** Every name in the form with what stands there, in its order; a field of a record is `measurements.0.date`. */
export function everythingEntered(form) {
  const found = new Map();
  // In one pass: to ask the form for each name makes it look through all of its controls each time.
  for (const control of form.elements) {
    if (found.has(control.name)) found.get(control.name).push(control);
    else if (control.name) found.set(control.name, [control]);
  }
  return [...found].map(([name, own]) => [name, valueOf(own)]);
}

/** What stands in the controls of one name: a text, or the values that are ticked. */
export function entered(form, name) {
  return valueOf(controls(form, name));
}

function valueOf(found) {
  const [first] = found;
  if (!first) return "";
  if (first.type === "radio") return found.find((control) => control.checked)?.value ?? "";
  if (first.type === "checkbox") return found.filter((control) => control.checked).map((control) => control.value);
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
