// Which pages answer a question best.

// How much a page loses for what it does not say, and gains for being called what was asked for.
const SILENCE = 0.6;
const NAMED = 1;
const BOOSTS = { title: 5, terms: 4, heading: 2.5, text: 1 };
const MOST_KEPT = 2000;
// What many pages say tells them apart badly, even where it stands in few titles: CML.
const COMMON = { from: 0.2, to: 0.6, least: 0.3 };

/** Scores of single words by page, kept while a reader types. */
export function createScores(miniSearch) {
  const kept = new Map();
  const options = { boost: BOOSTS, prefix: false, fuzzy: false, tokenize: (word) => [word], processTerm: (word) => word };
  return (word) => {
    if (!kept.has(word)) {
      if (kept.size > MOST_KEPT) kept.clear();
      const found = miniSearch.search(word, options);
      const weight = rarity(found.length / miniSearch.documentCount);
      kept.set(word, new Map(found.map(({ id, score }) => [id, score * weight])));
    }
    return kept.get(word);
  };
}

function rarity(share) {
  const above = (share - COMMON.from) / (COMMON.to - COMMON.from);
  return 1 - (1 - COMMON.least) * Math.min(1, Math.max(0, above));
}

/** The pages in the order of their worth; `named` says how much of the question is a name of a page. */
export function rank(parts, pages, scoresOf, named) {
  const scores = parts.map((part) => scorePart(part, scoresOf));
  const found = new Set(scores.flatMap((one) => [...one.keys()]));
  const ranked = [...found].map((page) => ({
    page,
    score: worth(page, parts, scores) * pages[page].weight * (1 + NAMED * (named.get(page) ?? 0)),
  }));
  return ranked.sort((one, other) => other.score - one.score || one.page - other.page);
}

function worth(page, parts, scores) {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const said = parts.reduce((sum, part, place) => sum + (scores[place].has(page) ? part.size : 0), 0);
  const whole = scores.reduce((sum, one) => sum + (one.get(page) ?? 0), 0);
  return whole * (1 - SILENCE * (1 - said / size));
}

/** What a page gets for one part: the words as typed together, or a synonym where that is worth more. */
function scorePart({ size, leaves, others }, scoresOf) {
  const total = new Map();
  for (const ways of leaves) {
    for (const [page, score] of scoreWord(ways, scoresOf)) total.set(page, (total.get(page) ?? 0) + score);
  }
  for (const { words, weight } of others) {
    for (const [page, score] of scoreSynonym(words, scoresOf)) {
      total.set(page, Math.max(total.get(page) ?? 0, score * weight * size));
    }
  }
  return total;
}

/** For each page the best score of the ways to say one word. */
function scoreWord(ways, scoresOf) {
  const best = new Map();
  for (const [word, weight] of ways) {
    for (const [page, score] of scoresOf(word)) best.set(page, Math.max(best.get(page) ?? 0, score * weight));
  }
  return best;
}

/** For each page that holds all words of a synonym, their mean score. */
function scoreSynonym(words, scoresOf) {
  const each = words.map(scoresOf);
  const all = new Map();
  for (const page of each[0].keys()) {
    if (!each.every((scores) => scores.has(page))) continue;
    all.set(page, each.reduce((sum, scores) => sum + scores.get(page), 0) / each.length);
  }
  return all;
}
