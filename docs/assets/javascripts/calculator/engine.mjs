// Python in a worker of its own: started once, asked one JSON string at a time.

import { Failure } from "./failures.mjs";

// Without a byte, a step or an answer for so long, waiting has no use.
const PATIENCE_MS = 60_000;

// The worker starts from a Blob, because only such a worker is bound by the policy of the page it stands in.
const BOOTSTRAP = `
addEventListener("message", async ({ data }) => {
  try {
    (await import(data.script)).start(data);
  } catch (error) {
    postMessage({ type: "failed", reason: "file", detail: "worker.mjs" });
  }
}, { once: true });`;

/**
 * Starts Python. `onProgress` hears the bytes so far.
 * Returns `ready` (a promise that is rejected with a `Failure`) and `ask`, which turns a request into its answer;
 * `onFailure` hears of a breakdown at any time, once.
 */
export function startEngine(config, { onProgress, onFailure }) {
  let worker = null;
  let patience = 0;
  let settleReady;
  const waiting = new Map();
  const ready = new Promise((resolve) => { settleReady = resolve; });

  function fail(reason, detail = "") {
    clearTimeout(patience);
    worker?.terminate();
    worker = null;
    onFailure(new Failure(reason, detail));
    onFailure = () => {};
  }

  function waitOnceMore() {
    clearTimeout(patience);
    patience = setTimeout(() => fail("time-out"), PATIENCE_MS);
  }

  function hear({ data }) {
    clearTimeout(patience);
    if (data.type === "failed") return fail(data.reason, data.detail);
    if (data.type === "ready") return settleReady();
    if (data.type === "progress") {
      waitOnceMore();
      return onProgress(data.bytes);
    }
    waiting.get(data.number)?.(data.json);
    return waiting.delete(data.number);
  }

  function ask(number, json) {
    return new Promise((resolve) => {
      waiting.set(number, resolve);
      waitOnceMore();
      worker?.postMessage({ number, json });
    });
  }

  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiate !== "function") {
    fail("no-webassembly");
    return { ready, ask };
  }
  try {
    const address = URL.createObjectURL(new Blob([BOOTSTRAP], { type: "text/javascript" }));
    worker = new Worker(address, { type: "module" });
    worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  } catch (error) {
    fail("worker", error);
    return { ready, ask };
  }
  worker.addEventListener("error", (event) => fail("worker", event.message ?? ""));
  worker.addEventListener("message", hear);
  worker.postMessage({
    script: new URL("worker.mjs", import.meta.url).href,
    pyodide: new URL(config.pyodide, document.baseURI).href,
    wheel: new URL(config.wheel, document.baseURI).href,
  });
  waitOnceMore();
  return { ready, ask };
}
