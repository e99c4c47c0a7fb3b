// The page that answers a file: its states, and what happens between the form and Python.
//
// idle → loading → ready → computing → result | error, and from anywhere → failed, which is final.

import { fill } from "../calculator/dom.mjs";
import { startEngine } from "../calculator/engine.mjs";
import { clearErrors, showErrors } from "../calculator/errors.mjs";
import { failureMessage } from "../calculator/failures.mjs";
import { answerFile, RefusedFile } from "./answering.mjs";
import { letFilesBeDropped } from "./dropping.mjs";
import { UnreadableFile } from "./pieces.mjs";
import { columnsNote, progressLine, resultName, resultView } from "./view.mjs";

const KEPT = "Your file was sent nowhere. The command line does the same as this page; the tables below hold its columns.";
const STATUS = {
  idle: "",
  loading: "Python is being loaded. You can go on choosing.",
  queued: "Python is being loaded. Your file follows by itself.",
  ready: "Ready to calculate.",
  computing: "Calculating …",
  cancelled: "Cancelled. There is no result.",
  error: "",
  failed: "",
};

function partsOf(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const form = find("form");
  return {
    root,
    form,
    calculator: form.elements.calculator,
    file: form.elements.file,
    submit: find("submit"),
    cancel: find("cancel"),
    errors: find("error-summary"),
    status: find("status"),
    bar: find("bar"),
    progress: find("progress"),
    note: find("columns-note"),
    failure: find("failure"),
    region: find("result-region"),
    columns: [...root.querySelectorAll("[data-columns]")],
    config: JSON.parse(root.querySelector("script[data-config]").textContent),
    intendedUse: document.querySelector("[data-intended-use]")?.textContent.trim() ?? "",
  };
}

/** The state, for the reader and for whoever drives the page; while it is busy there is nothing to do but to cancel. */
function setState(parts, state, { words = STATUS[state], busy = state === "computing" } = {}) {
  parts.root.dataset.state = state;
  if (parts.status.textContent !== words) parts.status.textContent = words;
  const held = document.activeElement === (busy ? parts.submit : parts.cancel);
  parts.submit.hidden = busy;
  parts.cancel.hidden = !busy;
  parts.calculator.disabled = busy;
  parts.file.disabled = busy;
  if (held) (busy ? parts.cancel : parts.submit).focus({ preventScroll: true });
  parts.bar.hidden = state !== "computing";
  if (state !== "computing" && state !== "loading") parts.progress.textContent = "";
}

/** What is chosen, or the faults of the choice. */
function chosen({ calculator, file }) {
  const faults = [];
  if (!calculator.value) faults.push({ field: "calculator", message: "a calculator must be chosen" });
  if (file.files.length !== 1) faults.push({ field: "file", message: "one CSV file must be chosen" });
  return { calculator: calculator.value, file: file.files[0], faults };
}

function attach(root) {
  const parts = partsOf(root);
  let engine = null;
  let queued = null;
  let run = 0;
  let requests = 0;
  let address = null;
  const failed = () => root.dataset.state === "failed";

  function fail(failure) {
    console.error(failure);
    queued = null;
    run += 1;
    setState(parts, "failed");
    parts.submit.disabled = true;
    fill(parts.failure, ...failureMessage(failure, KEPT));
    parts.failure.scrollIntoView({ block: "nearest" });
  }

  function begin() {
    if (engine || failed()) return;
    setState(parts, "loading");
    engine = startEngine({
      onProgress: (bytes) => {
        if (root.dataset.state === "loading") parts.progress.textContent = `${(bytes / 1e6).toFixed(1)} MB unpacked so far`;
      },
      onFailure: fail,
    });
    engine.ready.then(() => {
      if (failed()) return;
      if (queued) answer(queued);
      else if (root.dataset.state === "loading") setState(parts, "ready");
    });
  }

  async function ask(request) {
    requests += 1;
    return JSON.parse(await engine.ask(requests, JSON.stringify({ id: requests, ...request })));
  }

  function forget() {
    run += 1;
    queued = null;
    clearErrors(parts.form, parts.errors);
    for (const place of [parts.region, parts.note]) fill(place);
    if (address) URL.revokeObjectURL(address);
    address = null;
  }

  function refuse(errors) {
    setState(parts, "error");
    showErrors(parts.form, parts.errors, errors, {});
  }

  async function answer({ calculator, file }) {
    queued = null;
    const own = run;
    const began = performance.now();
    const isCancelled = () => own !== run;
    const took = () => performance.now() - began;
    parts.bar.value = 0;
    setState(parts, "computing");
    const onProgress = (done) => {
      parts.bar.value = file.size ? done.read / file.size : 1;
      parts.progress.textContent = progressLine(done, file.size, took());
      if (parts.note.hidden && done.columns) fill(parts.note, ...columnsNote(done.columns));
    };
    try {
      const result = await answerFile({ file, calculator, ask, onProgress, isCancelled });
      if (!isCancelled()) show(result, calculator, file, took());
    } catch (error) {
      if (isCancelled()) return;
      if (!(error instanceof RefusedFile || error instanceof UnreadableFile)) throw error;
      refuse([{ field: "file", message: error.message }]);
    }
  }

  function show(result, calculator, file, ms) {
    address = URL.createObjectURL(result.blob);
    const name = resultName(file.name, calculator);
    const { intendedUse, config } = parts;
    fill(parts.region, ...resultView({ result, name, address, title: config.titles[calculator], ms, intendedUse }));
    setState(parts, "result", { words: `Result: ${result.rows} rows, ${result.faulty} with errors. The download is ready.` });
    parts.region.querySelector("h2").focus({ preventScroll: true });
    parts.region.scrollIntoView({ block: "nearest" });
  }

  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (failed() || parts.submit.hidden) return;
    forget();
    const choice = chosen(parts);
    if (choice.faults.length) return void refuse(choice.faults);
    begin();
    if (engine?.isReady) return void answer(choice);
    queued = choice;
    if (!failed()) setState(parts, "loading", { words: STATUS.queued, busy: true });
  });

  parts.cancel.addEventListener("click", () => {
    forget();
    setState(parts, engine.isReady ? "ready" : "loading", { words: STATUS.cancelled });
  });

  for (const type of ["focusin", "pointerdown", "dragenter"]) parts.form.addEventListener(type, begin, { once: true });
  parts.calculator.addEventListener("change", () => showColumns(parts));
  letFilesBeDropped(parts.form.querySelector("[data-drop]"), parts.file);
  root.querySelector("[data-not-live]").hidden = true;
  parts.form.hidden = false;
  addEventListener("hashchange", () => chooseFromAddress(parts));
  showColumns(parts);
  chooseFromAddress(parts);
  setState(parts, "idle");
}

/** Only the columns of the chosen calculator. */
function showColumns({ calculator, columns }) {
  for (const section of columns) section.hidden = section.dataset.columns !== calculator.value;
}

/** A link to the columns of a calculator chooses it, unless a file is being answered. */
function chooseFromAddress({ calculator, columns }) {
  const asked = location.hash.replace("#columns-", "");
  if (calculator.disabled || !columns.some((section) => section.dataset.columns === asked)) return;
  calculator.value = asked;
  calculator.dispatchEvent(new Event("change"));
}

for (const root of document.querySelectorAll("[data-cohort]")) attach(root);
