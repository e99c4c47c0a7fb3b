// The page's elements, made without any markup in text: a value can never become an element.

/** An element with attributes (`null` and `false` leave one out) and children; a text child stays text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  append(made, children);
  return made;
}

/** One after the other: a result has a thousand elements, and several at once would each make a fragment. */
function append(made, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(made, child);
    else if (child !== null && child !== undefined && child !== "") made.append(child);
  }
}

/** Shows `children` in `place`, or hides it when there are none. */
export function fill(place, ...children) {
  place.replaceChildren(...children);
  place.hidden = children.length === 0;
}

/** Moves focus to a container so that it is read, and brings it into view. */
export function focusOn(place) {
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start", behavior: "auto" });
}

/** A list, or null when it would be empty. */
export function list(items, className = null) {
  const entries = items.filter((item) => item !== null);
  return entries.length ? element("ul", { class: className }, entries.map((item) => element("li", {}, item))) : null;
}
