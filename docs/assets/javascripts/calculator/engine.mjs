// Python in a worker of its own: started once for a page, asked one JSON string at a time.
//
// Two ways of starting, both in begin.js: from a memory, and when that fails from the beginning. What was asked is asked
// again.

import { Failure, PATIENCE_MS } from "./failures.mjs";

const { hasBegun, startWorker, takeEarly, noteThatAllCame } = globalThis.cmlPython;

// What the other way of starting cannot mend: it needs a worker as well, and files from the same place.
const FINAL = ["worker", "no-webassembly", "file", "wrong-file", "time-out"];

let engine = null;

/**
 * Starts Python, or takes over what has started by itself. `onProgress` hears the bytes so far.
 * Returns `ready` (a promise) and `ask`, which turns a request into its answer; `onFailure` hears of a final breakdown,
 * once.
 */
export function startEngine({ onProgress, onFailure }) {
  // What failed before anybody wanted to calculate is tried again now.
  if (!engine || engine.failure) engine = begin();
  engine.listen(onProgress, onFailure);
  return engine;
}

hasBegun.then(() => { engine ??= begin(); });

function begin() {
  const waiting = new Map();
  let way = "memory";
  let worker = null;
  let patience = 0;
  let bytes = 0;
  let onProgress = () => {};
  let onFailure = null;
  let settleReady;

  const own = {
    ready: new Promise((resolve) => { settleReady = resolve; }),
    isReady: false,
    failure: null,
    listen(progress, failed) {
      onProgress = progress;
      onFailure = failed;
      onProgress(bytes);
      if (own.failure) onFailure(own.failure);
    },
    ask(number, json) {
      return new Promise((resolve) => {
        waiting.set(number, { json, resolve });
        waitOnceMore();
        if (own.isReady) worker.postMessage({ number, json });
      });
    },
  };

  function waitOnceMore() {
    clearTimeout(patience);
    patience = setTimeout(() => fail("time-out"), PATIENCE_MS);
  }

  function fail(reason, detail = "") {
    if (own.failure) return;
    clearTimeout(patience);
    worker?.terminate();
    worker = null;
    own.isReady = false;
    if (way === "memory" && !FINAL.includes(reason)) {
      console.warn("Starting Python again, from the beginning", reason, detail);
      way = "whole";
      return void start();
    }
    own.failure = new Failure(reason === "calculation" ? "broke" : reason, detail);
    onFailure?.(own.failure);
  }

  function hear(data) {
    clearTimeout(patience);
    if (data.type === "failed") return fail(data.reason, data.detail);
    if (data.type === "bytes") return comeSoFar(data.bytes);
    if (data.type === "ready") return becomeReady();
    waiting.get(data.number)?.resolve(data.json);
    waiting.delete(data.number);
    return undefined;
  }

  function becomeReady() {
    own.isReady = true;
    settleReady();
    if (way === "memory") noteThatAllCame();
    for (const [number, { json }] of waiting) worker.postMessage({ number, json });
  }

  function comeSoFar(number) {
    bytes = number;
    waitOnceMore();
    onProgress(bytes);
  }

  function start() {
    waitOnceMore();
    try {
      const started = (way === "memory" && takeEarly()) || startWorker(way);
      worker = started.worker;
      started.listen(hear);
    } catch (error) {
      fail("worker", error);
    }
  }

  if (typeof WebAssembly !== "object" || typeof WebAssembly.compileStreaming !== "function") fail("no-webassembly");
  else start();
  return own;
}
