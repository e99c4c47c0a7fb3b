// Where on a page the answer stands, and the words around it.

import { words } from "./words.mjs";

const LONGEST_SNIPPET = 32;
// A heading says more than a text; the top of a page is left only for a clearly better section.
const HEADING = 1.5;
const TOP = 1.15;
// What the page as a whole is about tells its sections apart badly.
const SUBJECT = 0.15;

/** The best section of a page: 0 is its top. `texts` holds a text for each section, or is missing as yet. */
export function bestSection(page, texts, meant) {
  const subject = new Set([page.title, ...page.names].flatMap(words));
  const worthOf = (word) => meant.get(word) * (subject.has(word) ? SUBJECT : 1);
  const score = (text) => {
    const found = new Set(words(text ?? "").filter((word) => meant.has(word)));
    return [...found].reduce((sum, word) => sum + worthOf(word), 0);
  };
  let best = { section: 0, worth: TOP * score(texts?.[0]) };
  page.headings.forEach((heading, place) => {
    const worth = HEADING * score(heading) + score(texts?.[place + 1]);
    if (worth > best.worth) best = { section: place + 1, worth };
  });
  return best.section;
}

/** A text in pieces, each with whether it is marked. */
export function marked(text, meant) {
  const pieces = [];
  for (const piece of text.split(/(\s+)/)) {
    const mark = words(piece).some((word) => meant.has(word));
    const last = pieces.at(-1);
    if (last && last.mark === mark) last.text += piece;
    else pieces.push({ text: piece, mark });
  }
  return pieces;
}

/** The stretch of a text that says most of what was asked. */
export function snippet(text, meant) {
  const pieces = text.split(/\s+/).filter(Boolean);
  const found = pieces.map((piece) => words(piece).filter((word) => meant.has(word)));
  let best = { start: 0, worth: -1 };
  found.forEach((here, place) => {
    if (place > 0 && here.length === 0) return;
    const start = Math.max(0, place - 4);
    const said = new Set(found.slice(start, start + LONGEST_SNIPPET).flat());
    const worth = [...said].reduce((sum, word) => sum + meant.get(word), 0);
    if (worth > best.worth) best = { start, worth };
  });
  const start = pieces.length <= LONGEST_SNIPPET ? 0 : best.start;
  const end = start + LONGEST_SNIPPET;
  return `${start > 0 ? "… " : ""}${pieces.slice(start, end).join(" ")}${end < pieces.length ? " …" : ""}`;
}
