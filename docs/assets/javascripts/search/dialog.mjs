// The search dialog: a field, a list of links beneath it, and a word on what was found. Nothing typed leaves the page.

import { loadSearch, loadTexts } from "./loading.mjs";
import { resultItem } from "./results-view.mjs";

const SHOWN_AT_ONCE = 10;
const LONGEST = 200;
// Between two letters of a fast typist nothing is searched.
const BETWEEN_LETTERS = 30;
// A screen reader is told when the reader has paused, not at every letter.
const PAUSE = 400;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The dialog, ready to open; `listAddress` leads to the list of all pages and terms. */
export function createDialog(listAddress) {
  const parts = build(listAddress);
  const state = { loading: null, ready: null, texts: null, answer: null, shown: SHOWN_AT_ONCE, pause: 0, typing: 0 };
  const refresh = () => update(parts, state);
  const prepare = () => load(parts, state, refresh);

  parts.field.addEventListener("input", () => {
    state.shown = SHOWN_AT_ONCE;
    clearTimeout(state.typing);
    state.typing = setTimeout(refresh, BETWEEN_LETTERS);
  });
  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(state.typing);
    refresh();
    parts.list.querySelector("a")?.click();
  });
  parts.more.addEventListener("click", () => {
    const place = state.shown;
    state.shown += SHOWN_AT_ONCE;
    refresh();
    parts.list.querySelectorAll("a")[place]?.focus();
  });
  parts.again.addEventListener("click", () => {
    parts.field.focus();
    prepare();
  });
  parts.close.addEventListener("click", () => parts.dialog.close());
  parts.list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) parts.dialog.close();
  });
  parts.dialog.addEventListener("keydown", (event) => move(event, parts));
  document.body.append(parts.dialog);
  return { prepare, open: () => open(parts, prepare) };
}

function build(listAddress) {
  const field = element("input", {
    type: "search", id: "hb-search-field", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    enterkeyhint: "search", maxlength: `${LONGEST}`, "aria-describedby": "hb-search-help",
  });
  const close = element("button", { type: "button", class: "hb-search__button" }, "Close");
  const label = element("label", { for: "hb-search-field" }, "Search this handbook");
  const form = element("form", { role: "search", novalidate: "" }, label, element("div", { class: "hb-search__line" }, field, close));
  const status = element("p", { class: "hb-search__status", role: "status" });
  const list = element("ol", { class: "hb-search__results", "aria-label": "Results" });
  const more = element("button", { type: "button", class: "hb-search__button", hidden: "" }, "More results");
  const again = element("button", { type: "button", class: "hb-search__button", hidden: "" }, "Try again");
  const all = element("a", { href: listAddress }, "All pages and terms from A to Z");
  const help = element(
    "p", { class: "hb-search__help", id: "hb-search-help" },
    "A drug, trial, variant, limit or abbreviation, in any spelling. What you type stays on this page. ", all, ".",
  );
  const found = element("div", { class: "hb-search__found" }, list, more);
  const dialog = element("dialog", { class: "hb-search", "aria-label": "Search" }, form, help, status, again, found);
  return { dialog, form, field, close, status, list, more, again };
}

function open({ dialog, field }, prepare) {
  if (!dialog.open) dialog.showModal();
  field.focus();
  field.select();
  prepare();
}

/** Arrow keys lead through the results and back to the field; a letter goes on with the question. */
function move(event, { field, list }) {
  // The theme has shortcuts of single letters for the whole page.
  event.stopPropagation();
  const stops = [field, ...list.querySelectorAll("a")];
  const place = stops.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && place >= 0) {
    event.preventDefault();
    stops[Math.min(stops.length - 1, Math.max(0, place + step))].focus();
  } else if (place > 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
    field.focus();
  }
}

/** Loads the index once; what failed is said, and tried anew when the reader asks. */
async function load(parts, state, refresh) {
  if (state.ready || state.loading) return;
  parts.again.hidden = true;
  state.loading = loadSearch();
  refresh();
  try {
    state.ready = await state.loading;
    parts.dialog.dataset.state = "ready";
  } catch (error) {
    parts.dialog.dataset.state = "failed";
    parts.again.hidden = false;
    say(parts, state, `The search could not be loaded. ${error.message} The list from A to Z still leads to every page.`, 0);
    return;
  } finally {
    state.loading = null;
  }
  refresh();
}

/** The texts around the results come after the first answer, so that they do not keep it waiting. */
async function loadSnippets(state, refresh) {
  if (state.texts !== null) return;
  state.texts = [];
  try {
    state.texts = (await loadTexts(state.ready.edition)) ?? [];
    refresh();
  } catch {
    // Results stand without the words around them.
  }
}

function update(parts, state) {
  const question = parts.field.value.trim();
  if (!question) {
    show(parts, state, null);
    say(parts, state, "", 0);
  } else if (state.ready) {
    show(parts, state, state.ready.search(question));
    say(parts, state, summary(question, state.answer), PAUSE);
    loadSnippets(state, () => update(parts, state));
  } else if (state.loading) {
    say(parts, state, "Loading the search …", 0);
  }
}

function show({ list, more }, state, answer) {
  state.answer = answer;
  const results = answer?.results.slice(0, state.shown) ?? [];
  // The one that has the focus keeps its place when the texts arrive.
  const place = [...list.querySelectorAll("a")].indexOf(document.activeElement);
  list.replaceChildren(...results.map((one) => resultItem(one, state.texts?.[one.page], answer.meant)));
  if (place >= 0) list.querySelectorAll("a")[place]?.focus();
  more.hidden = !answer || answer.results.length <= state.shown;
}

function summary(question, { results, corrections, unknown }) {
  if (results.length === 0) return `Nothing found for “${question}”. Try another word, or the list from A to Z.`;
  const said = [];
  if (corrections.length > 0) said.push(`Searched for ${corrections.map(([typed, taken]) => `${taken} (for ${typed})`).join(", ")}.`);
  if (unknown.length > 0) said.push(`On no page: ${unknown.join(", ")}.`);
  said.push(results.length === 1 ? "1 page." : `${results.length} pages, the best first.`);
  return said.join(" ");
}

function say({ status }, state, text, pause) {
  clearTimeout(state.pause);
  state.pause = setTimeout(() => {
    if (status.textContent !== text) status.textContent = text;
  }, pause);
}
