// The search itself, without a page: it runs in the browser and, for the tests, under Node.

import { MiniSearch, stemmer } from "./libraries.mjs";
import { createReader, writtenAs } from "./question.mjs";
import { createScores, rank } from "./ranking.mjs";
import { OPTIONS, unpack } from "./stored.mjs";
import { createVocabulary } from "./vocabulary.mjs";
import { askedWords, IDLE } from "./words.mjs";

/** A function from a question to the pages that answer it. `index` is what `assets/search/index.json` holds. */
export async function createSearch(index) {
  const stored = unpack(index);
  const indexed = stored.index.map(([word]) => word);
  const others = index.groups.flat().flatMap((phrase) => writtenAs(askedWords(phrase)).flatMap((one) => one.split(" ")));
  const { american, read } = createReader(index.groups, index.spellings, createVocabulary(indexed, others, stemmer));
  const scoresOf = createScores(await MiniSearch.loadJSAsync(stored, OPTIONS));
  const names = pagesByName(index.pages, american);
  return (question) => {
    const { parts, words, corrections, unknown } = read(question);
    const ranked = rank(parts, index.pages, scoresOf, namedBy(words, names));
    return {
      results: ranked.map(({ page, score }) => ({ page, score, ...index.pages[page] })),
      corrections,
      unknown,
      meant: meantWords(parts, scoresOf),
    };
  };
}

/** Every word that answers the question: which of its words it stands for, and how much it tells. */
function meantWords(parts, scoresOf) {
  const meant = new Map();
  const add = (word, stands, weight) => {
    const worth = weight * Math.max(0, ...scoresOf(word).values());
    if (!IDLE.has(word) && worth > (meant.get(word)?.worth ?? 0)) meant.set(word, { stands, worth });
  };
  parts.forEach(({ leaves, others }, part) => {
    leaves.forEach((ways, leaf) => {
      for (const [word, weight] of ways) add(word, `${part}.${leaf}`, weight);
    });
    for (const { words, weight } of others) for (const word of words) add(word, `${part}.0`, weight / words.length);
  });
  return meant;
}

// What a page is called counts more than what its author says that it answers to.
const OTHER_NAME = 0.8;

/** For each name, as words, the pages that bear it, each with the weight of that name. */
function pagesByName(pages, american) {
  const found = new Map();
  const add = (name, page, weight) => {
    const key = nameKey(askedWords(name).filter((word) => !IDLE.has(word)).map(american));
    if (!found.has(key)) found.set(key, new Map());
    found.get(key).set(page, Math.max(weight, found.get(key).get(page) ?? 0));
  };
  pages.forEach(({ title, names }, page) => {
    for (const name of titleNames(title)) add(name, page, 1);
    for (const name of names) add(name, page, OTHER_NAME);
  });
  found.delete("");
  return found;
}

/** The same for "resistance to imatinib" and "imatinib resistance". */
function nameKey(words) {
  return [...words].sort().join(" ");
}

/** "Imatinib (Gleevec, STI571)" is three names; "DASISION: dasatinib" and "Ponatinib phase I (81)" are one. */
function titleNames(title) {
  const pieces = title.replace(/:.*/, "").split(/[(),;]/);
  return [title, ...pieces.filter((piece) => !/^[\d\s.,%]*$/.test(piece))];
}

/** For each page how much of the question is a name of it, from 0 to 1. */
function namedBy(asked, names) {
  const shares = new Map();
  for (let start = 0; start < asked.length; start += 1) {
    for (let end = start + 1; end <= asked.length; end += 1) {
      for (const [page, weight] of names.get(nameKey(asked.slice(start, end))) ?? []) {
        shares.set(page, Math.max(shares.get(page) ?? 0, (weight * (end - start)) / asked.length));
      }
    }
  }
  return shares;
}
