// The index as it travels: small, and made into what MiniSearch reads when it arrives.

import { IDLE, words } from "./words.mjs";

const FIELDS = ["title", "terms", "heading", "text"];
const TEXT = FIELDS.indexOf("text");

/** How MiniSearch takes words and pages: words are split by us, on both sides. */
export const OPTIONS = { fields: FIELDS, storeFields: [], tokenize: words, processTerm: (word) => word, autoVacuum: false };

const counted = (texts) => {
  const counts = new Map();
  for (const word of texts.flatMap(words)) if (!IDLE.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/**
 * Each word of the texts with its places: the step from page to page, and after it the count of the word there,
 * negative, where it stands there more than once.
 */
export function pack(texts) {
  const found = new Map();
  texts.forEach((text, page) => {
    for (const [word, count] of counted([text])) found.set(word, [...(found.get(word) ?? []), [page, count]]);
  });
  const sorted = [...found.keys()].sort();
  return { words: sorted.join(" "), places: sorted.map((word) => packPlaces(found.get(word))) };
}

function packPlaces(places) {
  let before = -1;
  return places.flatMap(([page, count]) => {
    const step = page - before;
    before = page;
    return count > 1 ? [step, -count] : [step];
  });
}

/** The index in the form that `MiniSearch.loadJS` documents. Titles, names and headings are counted here. */
export function unpack({ pages, words: sorted, places }) {
  const found = new Map();
  const lengths = pages.map(() => FIELDS.map(() => 0));
  const add = (word, field, page, count) => {
    if (!found.has(word)) found.set(word, {});
    const entry = found.get(word);
    entry[field] ??= {};
    entry[field][page] = count;
    lengths[page][field] += 1;
  };
  sorted.split(" ").forEach((word, index) => {
    let page = -1;
    places[index].forEach((number, place) => {
      if (number < 0) return;
      page += number;
      add(word, TEXT, page, Math.max(1, -(places[index][place + 1] ?? 0)));
    });
  });
  pages.forEach(({ title, names, headings }, page) => {
    [[title], names, headings].forEach((texts, field) => {
      for (const [word, count] of counted(texts)) add(word, field, page, count);
    });
  });
  return {
    documentCount: pages.length,
    nextId: pages.length,
    documentIds: Object.fromEntries(pages.map((_, page) => [page, page])),
    fieldIds: Object.fromEntries(FIELDS.map((field, place) => [field, place])),
    fieldLength: Object.fromEntries(lengths.map((one, page) => [page, one])),
    averageFieldLength: FIELDS.map((_, field) => lengths.reduce((sum, one) => sum + one[field], 0) / pages.length),
    storedFields: {},
    dirtCount: 0,
    index: [...found],
    serializationVersion: 2,
  };
}
