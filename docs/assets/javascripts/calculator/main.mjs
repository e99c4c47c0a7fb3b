// A calculator in the page: its states, and what happens between the form and Python.
//
// idle → loading → ready → computing → result | error, and from anywhere → failed, which is final.

import { element, fill } from "./dom.mjs";
import { startEngine } from "./engine.mjs";
import { clearErrors, firstControl, showErrors } from "./errors.mjs";
import { failureMessage } from "./failures.mjs";
import { asFragment, asShown, enteredInWords, fillFromFragment, keepNoneApart, read } from "./form.mjs";
import { letRowsBeEdited } from "./records.mjs";
import { resultAsText, shareButtons } from "./share.mjs";
import { viewOf } from "./views.mjs";
import { joined } from "./words.mjs";

const STATUS = {
  idle: "",
  loading: "Python is being loaded. You can go on filling in the form.",
  queued: "Python is being loaded. Your calculation follows by itself.",
  ready: "Ready to calculate.",
  computing: "Calculating …",
  error: "",
  failed: "",
};

// An answer takes some milliseconds. Who listens hears the answer alone, unless it takes longer.
const WAITING_IS_SAID_MS = 500;
// While the reader goes from the field to the button the answer is computed, unless answers take long.
const TYPING_RESTS_MS = 30;
const QUICK_MS = 100;

/** The parts of the calculator's element by what they are for. */
function partsOf(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  return {
    root,
    form: find("form"),
    submit: find("submit"),
    clear: find("clear"),
    errors: find("error-summary"),
    status: find("status"),
    progress: find("progress"),
    failure: find("failure"),
    region: find("result-region"),
    result: root.querySelector("script[data-result]"),
    note: find("fragment-note"),
    config: JSON.parse(root.querySelector("script[data-config]").textContent),
    intendedUse: document.querySelector("[data-intended-use]")?.textContent.trim() ?? "",
  };
}

/** The state, for the reader and for whoever drives the page. */
function setState(parts, state, words = STATUS[state]) {
  parts.root.dataset.state = state;
  // A result that is the same as the last is read out, too.
  if (words || parts.status.textContent) parts.status.textContent = words;
  if (state !== "loading") parts.progress.textContent = "";
}

/** What `run` prints: the answer without the number of the request before it. */
function asRun(answerJson) {
  return answerJson.replace(/^\{"id": [^,]*, /, "{");
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB unpacked so far`;
}

/** Shows the answer, or the faults of the form and of Python together. */
function show(parts, question, answerJson, viewed) {
  const answer = JSON.parse(answerJson);
  const errors = [...question.faults, ...(answer.errors ?? [])];
  if (errors.length) {
    parts.result.textContent = question.faults.length ? JSON.stringify({ ok: false, errors }) : asRun(answerJson);
    fill(parts.region);
    setState(parts, "error");
    return showErrors(parts.form, parts.errors, asShown(errors, parts.form, parts.config.inputs, question.rows), parts.config.inputs);
  }
  parts.result.textContent = asRun(answerJson);
  return showResult(parts, question, answer, viewed);
}

function showResult(parts, question, answer, { sentence, view, textLines }) {
  const { config, intendedUse } = parts;
  const asText = () => resultAsText({ config, inputs: question.entered, lines: textLines(answer.result, config), answer, intendedUse });
  fill(parts.region,
    element("h2", { class: "cml-result__title", tabindex: "-1" }, "Result"),
    element("p", { class: "cml-notice", "data-stale": true, hidden: true }, "The entries have changed since this result. Calculate again."),
    enteredList(question.entered),
    warningList(answer.warnings),
    ...view(answer.result, config),
    element("p", { class: "cml-intended" }, `${intendedUse} Calculators version ${answer.version}.`),
    shareButtons({ asText, fragment: question.fragment }));
  setState(parts, "result", `Result: ${sentence(answer.result, config)}`);
  const title = parts.region.querySelector("h2");
  // With the next picture, which is laid out then in any case.
  requestAnimationFrame(() => title.scrollIntoView({ block: "nearest" }));
}

/** The entries that the result was computed from, so that a print of it stands for itself. */
function enteredList(entered) {
  const shown = entered.map(({ label, value, unit }) => `${label}${label.endsWith("?") ? "" : ":"} ${value}${unit ? ` ${unit}` : ""}`);
  return element("p", { class: "cml-entered" }, element("strong", {}, "From: "),
    shown.length ? `${shown.join("; ")}. Everything else is not known.` : "no entries; everything is not known.");
}

function warningList(warnings) {
  if (!warnings.length) return element("div", { hidden: true });
  return element("div", { class: "cml-warnings" }, element("p", {}, element("strong", {}, "Please check")),
    element("ul", {}, warnings.map(({ message }) => element("li", {}, message))));
}

/** Makes the form live. */
function attach(root) {
  const parts = partsOf(root);
  let engine = null;
  let queued = null;
  let number = 0;
  let asked = 0;
  let isQuick = false;
  let ahead = null;
  let rest = 0;
  const view = viewOf(parts.config.calculator);
  // That it failed is said when there is a result to show.
  view.catch(() => {});
  root.querySelector("[data-not-live]").hidden = true;
  const failed = () => root.dataset.state === "failed";

  function fail(failure) {
    console.error(failure);
    queued = null;
    setState(parts, "failed");
    parts.submit.disabled = true;
    clearResult();
    fill(parts.failure, ...failureMessage(failure));
    parts.failure.scrollIntoView({ block: "nearest" });
  }

  function begin() {
    if (engine || failed()) return;
    setState(parts, "loading");
    engine = startEngine({
      onProgress: (bytes) => { if (root.dataset.state === "loading") parts.progress.textContent = megabytes(bytes); },
      onFailure: fail,
    });
    engine.ready.then(() => {
      if (failed()) return;
      if (queued) compute(queued);
      else setState(parts, "ready");
    });
  }

  async function compute(question) {
    queued = null;
    number += 1;
    const own = number;
    // Nothing that can be seen changes yet: the answer would have to wait until that is laid out and painted.
    root.dataset.state = "computing";
    setTimeout(() => {
      if (own !== number || root.dataset.state !== "computing") return;
      clearResult();
      setState(parts, "computing");
    }, WAITING_IS_SAID_MS);
    const json = await (ahead?.inputs === question.json ? ahead.answer : ask(question.json));
    const viewed = await view.catch(fail);
    if (own === number && !failed()) show(parts, question, json, viewed);
  }

  async function ask(inputs) {
    asked += 1;
    const began = performance.now();
    const answer = await engine.ask(asked, `{"id":${asked},"calculator":${JSON.stringify(parts.config.calculator)},"inputs":${inputs}}`);
    isQuick = performance.now() - began < QUICK_MS;
    return answer;
  }

  /** Asks what the entries give as they are; nothing of it is shown. */
  function askAhead() {
    if (!isQuick || !engine.isReady) return;
    const { json, faults } = read(parts.form, parts.config.inputs);
    if (!faults.length && ahead?.inputs !== json) ahead = { inputs: json, answer: ask(json) };
  }

  function clearResult() {
    fill(parts.region);
    parts.result.textContent = "";
  }

  /** What was asked before is not answered any more. */
  function forget() {
    number += 1;
    queued = null;
    clearErrors(parts.form, parts.errors);
  }

  parts.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (failed()) return;
    forget();
    const { form, config } = parts;
    const question = { ...read(form, config.inputs), entered: enteredInWords(form, config.inputs), fragment: asFragment(form) };
    begin();
    // A result stands until the next takes its place, some milliseconds later: the page does not jump.
    if (engine?.isReady) return void compute(question);
    clearResult();
    queued = question;
    if (!failed()) setState(parts, "loading", STATUS.queued);
  });

  parts.clear.addEventListener("click", () => {
    parts.form.reset();
    fill(parts.note);
    forget();
    clearResult();
    if (location.hash.includes("=")) history.replaceState(history.state, "", location.pathname + location.search);
    if (!failed()) setState(parts, !engine ? "idle" : engine.isReady ? "ready" : "loading");
    parts.form.querySelector("input, select, textarea").focus();
  });

  for (const type of ["focusin", "pointerdown"]) parts.form.addEventListener(type, begin, { once: true });
  for (const type of ["input", "change"]) {
    parts.form.addEventListener(type, () => {
      const stale = parts.region.querySelector("[data-stale]");
      if (stale) stale.hidden = false;
      clearTimeout(rest);
      rest = setTimeout(askAhead, TYPING_RESTS_MS);
    });
  }
  addEventListener("hashchange", () => takeFragment(parts));
  root.addEventListener("click", (event) => goToField(event, parts.form));
  keepNoneApart(parts.form);
  letRowsBeEdited(parts.form, parts.config);
  takeFragment(parts);
  setState(parts, "idle");
}

/** Fills the form from the address and says so; computes nothing. */
function takeFragment({ form, note }) {
  const unknown = fillFromFragment(form, location.hash);
  if (unknown === null) return;
  const left = unknown.length ? ` Not taken over, because this form does not know it: ${joined(unknown)}.` : "";
  fill(note, `The form was filled in from the link. Check the entries, then calculate.${left}`);
}

/** Names of missing inputs lead to their fields without touching the address. */
function goToField(event, form) {
  const name = event.target.closest?.("[data-to-field]")?.dataset.toField;
  if (!name) return;
  event.preventDefault();
  const place = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  place.scrollIntoView({ block: "center" });
  firstControl(place).focus({ preventScroll: true });
}

for (const root of document.querySelectorAll("[data-calculator]")) attach(root);
