// What a reader asks for: the words of a question, corrected, and every other way in which the site may say them.

import { askedWords, IDLE, plain } from "./words.mjs";

// Weights of a word that was not typed as it stands: same stem, synonym, continuation of what was typed.
const SAME_STEM = 0.85;
const SYNONYM = 0.75;
const CONTINUED = 0.45;
const LONGEST_QUESTION = 200;
const MOST_WORDS = 16;

/** The tables that reading a question needs, made once: `groups` of synonyms, `spellings` of word parts. */
export function createReader(groups, spellings, vocabulary) {
  const respelled = Object.entries(spellings);
  const american = (word) => respelled.reduce((one, [british, other]) => one.replace(british, other), word);
  const phrases = new Map();
  for (const group of groups) {
    const members = group.map((member) => askedWords(member));
    members.forEach((member, index) => {
      const others = members.filter((other, place) => place !== index && other.join(" ") !== member.join(" "));
      for (const key of writtenAs(member)) phrases.set(key, [...(phrases.get(key) ?? []), ...others]);
    });
  }
  const longest = Math.max(1, ...[...phrases.keys()].map((key) => key.split(" ").length));
  const tools = { american, phrases, longest, vocabulary };
  return { american, read: (question) => read(question.slice(0, LONGEST_QUESTION), tools) };
}

/** The phrase, and a code name also in one: SKI 606, SKI606. */
export function writtenAs(words) {
  if (words.length === 0) return [];
  return words.length === 2 && /^\d/.test(words[1]) ? [words.join(" "), words.join("")] : [words.join(" ")];
}

function read(question, tools) {
  const shouted = new Set(shoutedWords(question));
  const typed = askedWords(question).slice(0, MOST_WORDS);
  const ending = /[\s?!.,;)]$/.test(question) ? -1 : typed.length - 1;
  const corrections = [];
  const open = (word, place) => place === ending && !shouted.has(word);
  const asked = typed.flatMap((word, place) => correct(word, open(word, place), tools, corrections));
  const telling = asked.map((one) => ({ ...one, idle: IDLE.has(one.word) && !shouted.has(one.word) }));
  const words = telling.filter(({ idle }) => !idle).map(({ word }) => word);
  const parts = split(telling, tools);
  const unknown = parts.filter(({ leaves, others }) => others.length === 0 && leaves.every((ways) => ways.size === 0));
  return { parts, words, corrections, unknown: unknown.flatMap(({ typed }) => typed) };
}

/** The words that were typed in capitals, when not all of them were: "ALL" is a leukemia, "all" is not. */
function shoutedWords(question) {
  const capitals = question.match(/\b[A-Z]{2,}\b/g) ?? [];
  return /[a-z]/.test(question) || capitals.length === 1 ? capitals.map(plain) : [];
}

function correct(word, open, { american, vocabulary }, corrections) {
  const respelled = american(word);
  const spelled = vocabulary.isKnown(word) && !vocabulary.isKnown(respelled) ? word : respelled;
  const known = vocabulary.isKnown(spelled) || IDLE.has(spelled);
  if (known || vocabulary.family(spelled).length > 0) return [{ word: spelled, open }];
  const begun = open ? vocabulary.continuations(spelled) : [];
  if (begun.length > 0) return [begunWord(spelled, begun, vocabulary)];
  const [near, ...more] = vocabulary.nearest(spelled);
  if (near !== undefined) {
    corrections.push([word, near]);
    return [{ word: near, open: false, also: more }];
  }
  if (spelled.length >= 5 && vocabulary.continuations(spelled).length > 0) return [{ word: spelled, open: true }];
  const pair = vocabulary.parts(spelled);
  return pair ? pair.map((part) => ({ word: part, open: false })) : [{ word: spelled, open }];
}

/** A word as yet unfinished; where only one can follow it is that one. */
function begunWord(start, [shortest, ...more], vocabulary) {
  const family = new Set(vocabulary.family(shortest));
  return more.every((word) => family.has(word)) ? { word: shortest, open: false } : { word: start, open: true };
}

/** Cuts the words into the longest phrases that have synonyms, and single words. */
function split(asked, { phrases, longest, vocabulary }) {
  const parts = [];
  for (let start = 0; start < asked.length; ) {
    let length = Math.min(longest, asked.length - start);
    const key = () => asked.slice(start, start + length).map(({ word }) => word).join(" ");
    while (length > 1 && !phrases.has(key())) length -= 1;
    const own = asked.slice(start, start + length).filter(({ idle }) => !idle);
    const others = length > 1 || own.length > 0 ? (phrases.get(key()) ?? []) : [];
    const joined = length === 1 && own.length > 0 ? joinedWord(asked, start, vocabulary) : [];
    if (own.length + others.length > 0) {
      parts.push({
        size: Math.max(1, own.length),
        typed: own.map(({ word }) => word),
        leaves: own.map((one) => ways(one, vocabulary)),
        others: [...others.map((words) => ({ words, weight: SYNONYM })), ...joined],
      });
    }
    start += length;
  }
  return parts;
}

/** A word that the site writes in one, typed in two. */
function joinedWord(asked, start, vocabulary) {
  const [one, other] = asked.slice(start, start + 2);
  const word = one.word + (other?.word ?? "");
  return other !== undefined && vocabulary.isIndexed(word) ? [{ words: [word], weight: 1 }] : [];
}

/** Every indexed word that may be meant by one that was typed, with its weight. */
function ways({ word, open, also = [] }, vocabulary) {
  const found = new Map();
  const add = (other, weight) => {
    if (vocabulary.isIndexed(other)) found.set(other, Math.max(weight, found.get(other) ?? 0));
  };
  add(word, 1);
  for (const other of also) add(other, SAME_STEM);
  for (const other of vocabulary.family(word)) add(other, other === word ? 1 : SAME_STEM);
  if (open && word.length > 1) {
    for (const other of vocabulary.continuations(word)) add(other, CONTINUED);
  }
  return found;
}
