// The words of the site: which are known, which belong together, which are near to a misspelled one.

const MOST_CONTINUATIONS = 24;

/** The number of single slips (letter left out, added, changed, two swapped) between two words, or `most` + 1. */
export function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) cost = Math.min(cost, before[j - 2] + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return row[other.length];
}

/** How many slips are forgiven: none in numbers and short words, two in long ones. */
export function forgiven(word) {
  if (/\d/.test(word) || word.length < 4) return 0;
  return word.length < 7 ? 1 : 2;
}

/** `indexed`: words that pages hold; `others`: words that only synonyms hold. `stem` gives the stem of a word. */
export function createVocabulary(indexed, others, stem) {
  const sorted = [...new Set(indexed)].sort();
  const known = new Set(sorted);
  const all = new Set([...sorted, ...others]);
  const families = new Map();
  for (const word of sorted) {
    if (/\d/.test(word)) continue;
    const own = stem(word);
    families.set(own, [...(families.get(own) ?? []), word]);
  }
  return {
    isIndexed: (word) => known.has(word),
    isKnown: (word) => all.has(word),
    family: (word) => families.get(stem(word)) ?? [],
    continuations: (start) => continuations(sorted, start),
    nearest: (word) => nearest(all, word),
    parts: (word) => parts(known, word),
  };
}

/** The words that start so, the shortest first. */
function continuations(sorted, start) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  while (low < sorted.length && sorted[low].startsWith(start)) found.push(sorted[low++]);
  return found.sort((one, other) => one.length - other.length).slice(0, MOST_CONTINUATIONS);
}

/** The words with the fewest slips; the first letter is mistyped least often, so it decides between equals. */
function nearest(all, word) {
  let most = forgiven(word);
  let found = [];
  for (const candidate of all) {
    if (most === 0) break;
    if (candidate.length < 4 || /\d/.test(candidate)) continue;
    const count = slips(word, candidate, most);
    if (count > most) continue;
    if (count < most) found = [];
    most = count;
    found.push(candidate);
  }
  const alike = found.filter((candidate) => candidate[0] === word[0]);
  return alike.length > 0 ? alike : found;
}

/** Two known words that were typed as one. */
function parts(known, word) {
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    const pair = [word.slice(0, cut), word.slice(cut)];
    if (pair.every((part) => known.has(part))) return pair;
  }
  return null;
}
