// Python in a worker of its own: started once for a page, asked one JSON string at a time.
//
// Three ways of starting, each tried when the one before it fails: from the snapshot that an earlier visit kept, with
// the functions that calculators need, and with all of Python, fetched anew. What was asked is asked again.

import {
  archive, archiveAnew, beginDownloads, forgetSnapshots, keptSnapshot, leanWasm, mayStart, watchBytes, whenIdle,
  wholeWasm,
} from "./downloads.mjs";
import { Failure } from "./failures.mjs";
import { keepSnapshot, startWorker } from "./python-worker.mjs";

// Without a byte, a step or an answer for so long, waiting has no use.
const PATIENCE_MS = 60_000;
// What another way of starting cannot mend.
const FINAL = ["worker", "no-webassembly"];
// From the files as they came, only what may lie in the files themselves is tried with others.
const FINAL_WITHOUT_SNAPSHOT = [...FINAL, "file", "wrong-file", "time-out", "calculation"];

const FILES = {
  snapshot: async () => ({ wasm: await leanWasm(), snapshot: await keptSnapshot() }),
  lean: async () => ({ wasm: await leanWasm(), archive: await archive() }),
  whole: async () => ({ wasm: await wholeWasm(), archive: await archiveAnew() }),
};

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

mayStart.then(() => { engine ??= begin(); });

function begin() {
  const waiting = new Map();
  let way = "snapshot";
  let worker = null;
  let patience = 0;
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
      watchBytes((bytes) => {
        if (own.isReady || own.failure) return;
        waitOnceMore();
        onProgress(bytes);
      });
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
    const from = way;
    if (from === "snapshot") forgetSnapshots();
    way = { snapshot: "lean", lean: "whole" }[from];
    if (way && !(from === "snapshot" ? FINAL : FINAL_WITHOUT_SNAPSHOT).includes(reason)) {
      console.warn(`Starting Python again: ${way}`, reason, detail);
      return void start();
    }
    own.failure = new Failure(reason === "calculation" ? "broke" : reason, detail);
    onFailure?.(own.failure);
  }

  function hear({ data }) {
    clearTimeout(patience);
    if (data.type === "failed") return fail(data.reason, data.detail);
    if (data.type === "loaded") return void send();
    if (data.type === "ready") return becomeReady();
    waiting.get(data.number)?.resolve(data.json);
    waiting.delete(data.number);
    if (way === "lean") whenIdle(keepSnapshot);
    return undefined;
  }

  function becomeReady() {
    own.isReady = true;
    settleReady();
    for (const [number, { json }] of waiting) worker.postMessage({ number, json });
  }

  /** Hands the files to the worker as soon as both have come. */
  async function send() {
    waitOnceMore();
    const receiver = worker;
    if (way === "snapshot" && !(await keptSnapshot())) way = "lean";
    try {
      const files = await FILES[way]();
      if (receiver !== worker) return;
      const { snapshot } = files;
      worker.postMessage({ type: "files", ...files }, snapshot ? [snapshot.packed] : []);
    } catch (error) {
      if (receiver === worker) fail(error.reason ?? "start", error.detail ?? error);
    }
  }

  function start() {
    waitOnceMore();
    try {
      worker = startWorker(hear, (detail) => fail("worker", detail));
    } catch (error) {
      fail("worker", error);
    }
  }

  if (typeof WebAssembly !== "object" || typeof WebAssembly.compileStreaming !== "function") {
    fail("no-webassembly");
    return own;
  }
  beginDownloads();
  start();
  return own;
}
