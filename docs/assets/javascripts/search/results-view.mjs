// The results as a list of links: the page, where on it, and the words around what was found.

import { bestSection, marked, snippet } from "./sections.mjs";

const ROOT = new URL("../../../", import.meta.url);

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** Text with what was found marked; never read as HTML. */
function withMarks(text, meant) {
  return marked(text, meant).map((piece) => {
    if (!piece.mark) return piece.text;
    const mark = document.createElement("mark");
    mark.textContent = piece.text;
    return mark;
  });
}

/** One result. `texts` are those of its sections, or null as long as they are not there. */
export function resultItem(page, texts, meant) {
  const section = bestSection(page, texts, meant);
  const heading = section > 0 ? page.headings[section - 1] : "";
  const link = element("a", "hb-result");
  const hash = section > 0 ? `#${encodeURIComponent(page.anchors[section - 1])}` : "";
  link.href = new URL(page.address + hash, ROOT).href;
  link.append(element("span", "hb-result__title", ...withMarks(page.title, meant)));
  const place = [page.part, heading].filter(Boolean).join(" › ");
  if (place) link.append(element("span", "hb-result__place", ...withMarks(place, meant)));
  if (texts?.[section]) {
    link.append(element("span", "hb-result__snippet", ...withMarks(snippet(texts[section], meant), meant)));
  }
  return element("li", "", link);
}
