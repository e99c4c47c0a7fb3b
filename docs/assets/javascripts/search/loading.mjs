// Fetches what the search needs, once it is needed, and says plainly when it is not what it should be.

const FOLDER = new URL("../../search/", import.meta.url);

async function fetchJson(name) {
  let response;
  try {
    response = await fetch(new URL(name, FOLDER), { credentials: "same-origin" });
  } catch {
    throw new Error("The connection failed.");
  }
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  try {
    return await response.json();
  } catch {
    throw new Error("The server sent something else.");
  }
}

const isText = (value) => typeof value === "string";
const isList = Array.isArray;

/** Whether a file is an index, and a whole one: as many lists of places as words, and whole pages. */
export function isIndex(one) {
  const lists = [one?.pages, one?.groups, one?.places];
  if (![one?.edition, one?.words].every(isText) || !lists.every(isList) || typeof one.spellings !== "object") return false;
  const whole = ({ address, title, names, anchors, headings }) =>
    isText(address) && isText(title) && isList(names) && isList(anchors) && headings?.length === anchors.length;
  return one.pages.length > 0 && one.pages.every((page) => page && whole(page))
    && one.words.split(" ").length === one.places.length;
}

/** The index, and what makes a search of it. */
export async function loadSearch() {
  const [index, { createSearch }] = await Promise.all([fetchJson("index.json"), import("./engine.mjs")]);
  if (!isIndex(index)) throw new Error("The server sent something else.");
  return { search: await createSearch(index), edition: index.edition };
}

/** The texts of the pages by section; null when they are of another edition than the index. */
export async function loadTexts(edition) {
  const texts = await fetchJson("texts.json");
  return texts?.edition === edition && isList(texts.pages) ? texts.pages : null;
}
