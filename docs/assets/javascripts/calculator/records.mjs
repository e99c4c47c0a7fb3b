// Rows of records in a form: added, removed, cleared, filled from pasted cells or a file, and taken back.
//
// The controls of a row are named `list.N.field`, N from 0 without gaps.

import { controls, entered, put } from "./controls.mjs";
import { unmark } from "./errors.mjs";
import { loadLibrary } from "./libraries.mjs";
import { isTable, MOST_ROWS, readTable, Refused, textOf } from "./table-text.mjs";

// A larger file is no table of one patient's measurements.
const MOST_BYTES = 1_000_000;
const NUMBERED = ["name", "id", "for", "aria-describedby", "data-error", "data-field"];

const rowWord = (count) => (count === 1 ? "1 row" : `${count} rows`);

/** Makes every list of records in the form live. `config` has the inputs and the libraries. */
export function letRowsBeEdited(form, config) {
  for (const place of form.querySelectorAll("[data-records]")) attach(form, place, config);
}

/** Adds the rows that a control of this name needs, as far as the list goes. */
export function makeRoomFor(form, name) {
  const [list, row] = name.split(".");
  const place = form.querySelector(`[data-records="${CSS.escape(list)}"]`);
  if (row === undefined || !place || !/^\d+$/.test(row) || Number(row) >= MOST_ROWS) return;
  place.dispatchEvent(new CustomEvent("cml-room", { detail: Number(row) + 1 }));
}

function attach(form, place, config) {
  const list = place.dataset.records;
  const fields = inFormOrder(place, config.inputs[list].fields);
  const status = place.querySelector("[data-records-status]");
  const undo = place.querySelector("[data-undo]");
  const rowsPlace = place.querySelector("[data-rows]");
  const pristine = rowsPlace.querySelector("[data-row]").cloneNode(true);
  const rows = () => [...rowsPlace.children];
  const nameOf = (row, field) => `${list}.${row}.${field}`;
  const before = [];

  const textsOf = (index) => Object.fromEntries(Object.keys(fields).map((field) => [field, entered(form, nameOf(index, field))]));
  const texts = () => rows().map((_, index) => textsOf(index));
  const isEmpty = (row) => Object.values(row).every((text) => text.trim() === "");

  function say(words) {
    status.textContent = words;
    undo.hidden = before.length === 0;
  }

  /** Remembers the rows as they are; typing on ends what can be taken back. */
  function remember() {
    before.push(texts());
    if (before.length > 20) before.shift();
  }

  function grow(count) {
    const added = document.createDocumentFragment();
    for (let number = rows().length; number < count; number += 1) {
      const row = pristine.cloneNode(true);
      renumber(row, list, number);
      added.append(row);
    }
    rowsPlace.append(added);
  }

  function shrink(count) {
    for (const row of rows().slice(count)) row.remove();
  }

  /** Shows exactly these rows, and one empty row where there is none. */
  function show(wanted) {
    const shown = wanted.length ? wanted : [{}];
    shrink(shown.length);
    grow(shown.length);
    for (const place of rowsPlace.querySelectorAll(".cml-field--fault")) unmark(place);
    for (const [index, row] of shown.entries()) {
      for (const field of Object.keys(fields)) enter(nameOf(index, field), row[field] ?? "");
    }
    changed();
  }

  function enter(name, text) {
    const found = controls(form, name);
    if (found[0]?.type === "radio") for (const control of found) control.checked = control.value === text && text !== "";
    else put(form, name, text);
  }

  function changed() {
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function add() {
    const count = rows().length;
    if (count >= MOST_ROWS) return say(`${MOST_ROWS} rows are the most.`);
    grow(count + 1);
    rowsPlace.lastElementChild.querySelector("[name]").focus();
    return say(`Row ${count + 1} was added.`);
  }

  function remove(row) {
    const index = rows().indexOf(row);
    remember();
    if (rows().length === 1) show([]);
    else {
      row.remove();
      for (const [number, one] of rows().entries()) if (number >= index) renumber(one, list, number);
      changed();
    }
    const next = rows()[Math.min(index, rows().length - 1)];
    next.querySelector("[data-remove]").focus();
    say(`Row ${index + 1} was removed. ${rowWord(rows().length)} left.`);
  }

  function clear() {
    const count = texts().filter((row) => !isEmpty(row)).length;
    remember();
    show([]);
    say(`${rowWord(count)} removed.`);
  }

  function takeBack() {
    show(before.pop());
    say("Taken back.");
    if (undo.hidden) rows()[0].querySelector("[name]").focus();
  }

  /** Puts the rows of a text where `at` says, or after the last one with an entry; all of them or none. */
  async function bring(text, at, from, whence) {
    try {
      await loadLibrary(config.libraries.csv);
      const read = readTable(await text, fields, from, globalThis.Papa);
      const present = texts();
      const start = at ?? present.findLastIndex((row) => !isEmpty(row)) + 1;
      if (start + read.rows.length > MOST_ROWS) {
        throw new Refused(`${rowWord(read.rows.length)} more would make over ${MOST_ROWS}, which are the most. Nothing was filled in.`);
      }
      const filled = [...present];
      for (const [offset, row] of read.rows.entries()) filled[start + offset] = { ...present[start + offset], ...row };
      remember();
      show(filled);
      const left = read.left.length ? ` Left out, as no field has this name: ${read.left.join(", ")}.` : "";
      say(`${rowWord(read.rows.length)} filled in from ${whence}.${left} Please check them.`);
    } catch (error) {
      say(error instanceof Refused ? error.message : `The rows could not be read: ${error.message}. Nothing was filled in.`);
    }
  }

  place.addEventListener("click", ({ target }) => {
    if (target.closest("[data-add]")) add();
    else if (target.closest("[data-remove]")) remove(target.closest("[data-row]"));
    else if (target.closest("[data-clear-rows]")) clear();
    else if (target.closest("[data-undo]")) takeBack();
  });

  rowsPlace.addEventListener("input", () => {
    before.length = 0;
    undo.hidden = true;
  });

  rowsPlace.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const name = event.target.name ?? "";
    if (!name || !isTable(text)) return;
    event.preventDefault();
    const [, row, field] = name.split(".");
    bring(text, Number(row), field, "the clipboard");
  });

  place.addEventListener("change", async ({ target }) => {
    if (target.type !== "file" || !target.files.length) return;
    const [file] = target.files;
    if (file.size > MOST_BYTES) say(`${file.name} is larger than 1 MB, which no such table is. Nothing was filled in.`);
    else await bring(textOf(file), null, Object.keys(fields)[0], file.name);
    // So that the same file can be chosen again.
    target.value = "";
  });

  place.addEventListener("cml-room", ({ detail }) => grow(detail));

  form.addEventListener("reset", () => {
    before.length = 0;
    shrink(1);
    say("");
  });
}

/** The fields as their controls stand in a row. */
function inFormOrder(place, fields) {
  const inOrder = [...place.querySelectorAll("[name]")].map((control) => control.name.split(".")[2]);
  return Object.fromEntries(inOrder.map((field) => [field, fields[field]]));
}

/** Gives a row its number in names and addresses, and in what is read. */
function renumber(row, list, number) {
  const dotted = new RegExp(`(^|\\s)(${list}\\.)\\d+\\.`, "g");
  const dashed = new RegExp(`-${list}-\\d+-`, "g");
  for (const part of row.querySelectorAll(NUMBERED.map((name) => `[${name}]`).join(","))) {
    for (const name of NUMBERED) {
      const text = part.getAttribute(name);
      if (text !== null) part.setAttribute(name, text.replace(dotted, `$1$2${number}.`).replace(dashed, `-${list}-${number}-`));
    }
  }
  for (const place of row.querySelectorAll("[data-row-number]")) place.textContent = String(number + 1);
}
