// Where on a page the answer stands, and the words around it.

import { words } from "./words.mjs";

const LONGEST_SNIPPET = 32;
// A heading says more than a text; the top of a page is left only for a clearly better section.
const HEADING = 1.5;
const TOP = 1.15;
// What the page as a whole is about tells its sections apart badly.
const SUBJECT = 0.15;

// What was split once is kept: readers type letter by letter, and the same pages come again.
const MOST_KEPT = 20_000;
const kept = new Map();

function wordsOf(text) {
  let found = kept.get(text);
  if (!found) {
    if (kept.size > MOST_KEPT) kept.clear();
    found = words(text);
    kept.set(text, found);
  }
  return found;
}

/** How much words tell of a question: each of its words once, however it is said. */
function telling(found, meant, subject) {
  const best = new Map();
  for (const word of found) {
    const one = meant.get(word);
    if (one) best.set(one.stands, Math.max(one.worth, best.get(one.stands) ?? 0));
  }
  return [...best].reduce((sum, [stands, worth]) => sum + worth * (subject?.has(stands) ? SUBJECT : 1), 0);
}

/** The best section of a page: 0 is its top. `texts` holds a text for each section, or is missing as yet. */
export function bestSection(page, texts, meant) {
  const subject = new Set(wordsOf(page.title).map((word) => meant.get(word)?.stands));
  const score = (text) => telling(wordsOf(text ?? ""), meant, subject);
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
    const mark = wordsOf(piece).some((word) => meant.has(word));
    const last = pieces.at(-1);
    if (last && last.mark === mark) last.text += piece;
    else pieces.push({ text: piece, mark });
  }
  return pieces;
}

/** The stretch of a text that says most of what was asked. */
export function snippet(text, meant) {
  const pieces = text.split(/\s+/).filter(Boolean);
  const found = pieces.map((piece) => wordsOf(piece).filter((word) => meant.has(word)));
  let best = { start: 0, worth: -1 };
  found.forEach((here, place) => {
    if (place > 0 && here.length === 0) return;
    const start = Math.max(0, place - 4);
    const worth = telling(found.slice(start, start + LONGEST_SNIPPET).flat(), meant);
    if (worth > best.worth) best = { start, worth };
  });
  const start = pieces.length <= LONGEST_SNIPPET ? 0 : best.start;
  const end = start + LONGEST_SNIPPET;
  return `${start > 0 ? "… " : ""}${pieces.slice(start, end).join(" ")}${end < pieces.length ? " …" : ""}`;
}
