// Text as the words that are compared: the same for the pages when the index is made and for what a reader types.

// Names that readers write in many ways, each as one word. They are tried in this order.
const WRITTEN = [
  [/[’'`´]/g, ""],
  [/½/g, ".5"],
  [/\bbcr[\s:/-]*abl1?(?![a-z0-9])/g, " bcrabl1 "],
  [/\bt\s*\(?\s*9\s*[;,:]\s*22\s*\)?(?:\s*\(q34(?:\.\d+)?\s*;\s*q11(?:\.\d+)?\))?/g, " t922 "],
  [/\b9\s*;\s*22\b/g, " t922 "],
  [/\bmr\s*\^?\s*4[.·,]?5(?!\d)/g, " mr4.5 "],
  [/\bmr\s*\^?\s*([1-5])(?:[.·,]0)?(?![\d.])/g, " mr$1 "],
  [/\bph\s*\+(?!\w)/g, " ph positive "],
  [/(\d),(\d{3})(?!\d)/g, "$1$2"],
  [/(\d),(\d)/g, "$1.$2"],
  [/(\d)\s*(?:%|percent\b|per cent\b|pct\b)/g, "$1% "],
  [/(\d)(mg|mcg|kg|ml|log|logs|x)\b/g, "$1 $2"],
];
const WORD = /[a-z0-9]+(?:\.\d+)?%?/g;
// SKI-606 is also written SKI606.
const CODE_NAME = /\b([a-z]{1,5})-(\d{2,7}[a-z]?)\b/g;

/** Words that tell no page from another: no index holds them. */
export const IDLE = new Set(
  ("a an and any are as at be been but by can could did do does for from had has have he her his how i if in into is it its "
    + "me my of on or our she should so than that the their them then there these they this those to us vs versus was we "
    + "were what when where which while who whom whose why will with would you your about after before between during "
    + "much many please tell explain all not no").split(" "),
);

/** Small letters without accents; Greek letters by their names, raised digits as digits. */
export function plain(text) {
  let one = text.replaceAll("½", ".5").replaceAll("α", "alpha").replaceAll("β", "beta");
  one = one.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
  return one.replace(/[‐‑‒–—−]/g, "-");
}

/** The words of a text in their order; the joined form of a code name follows its parts. */
export function words(text) {
  let one = plain(text);
  const joined = [...one.matchAll(CODE_NAME)].map(([, letters, digits]) => letters + digits);
  for (const [pattern, replacement] of WRITTEN) one = one.replace(pattern, replacement);
  return [...(one.match(WORD) ?? []), ...joined];
}

/** As `words`, for a question: without the joined forms, which only the index needs. */
export function askedWords(text) {
  let one = plain(text);
  for (const [pattern, replacement] of WRITTEN) one = one.replace(pattern, replacement);
  return one.match(WORD) ?? [];
}
