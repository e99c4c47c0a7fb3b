// Runs in the worker: starts Python, then answers one JSON request after another.

import { downloads } from "./downloads.mjs";
import { checkMemory, readMemory, snapshotOf } from "./memory.mjs";

// When its result stands, the first quick question is asked again: the browser makes fast only what is often called.
// Measured: 12 ms for the first answers, 3 ms from the twentieth. No question is kept for longer than that takes.
const PRACTICE = { times: 20, afterMs: 1000, pauseMs: 20, quickMs: 100 };

let failed = false;

/** Tells the page once why nothing can be computed any more. */
function fail(reason, detail) {
  if (failed) return;
  failed = true;
  postMessage({ type: "failed", reason, detail: String(detail) });
}

/** Starts Python from the files that were asked for, and reports `ready`; any failing is reported, too. */
export async function start({ folder, lock, files }, asked) {
  self.addEventListener("unhandledrejection", (event) => fail("start", event.reason));
  try {
    const { memory, archive, wasm } = await downloads(files, asked);
    const { handle } = memory ? await putBack(memory, { folder, lock, wasm }) : await begin(archive, { folder, lock, wasm });
    answerWith(handle);
  } catch (error) {
    fail(error.reason ?? "start", error.detail ?? error);
  }
}

// What answers is handed on in an object: whoever awaits an object of Python itself asks it for an attribute `then`.

/** A Python whose memory was put back and found to calculate as it did; its `handle` answers. */
async function putBack(memory, files) {
  const kept = readMemory(memory);
  const { snapshot, hearOf } = snapshotOf(kept);
  const python = await loadPython({ ...files, library: new ArrayBuffer(0), hearOf, snapshot });
  const handle = python.pyimport("in_page").begin_again();
  checkMemory(handle, kept);
  return { handle };
}

/** A Python that was started from the beginning. */
async function begin(archive, files) {
  const python = await loadPython({ ...files, library: archive });
  return { handle: python.pyimport("in_page").begin() };
}

/** Pyodide fetches and compiles by itself; it is given what was fetched and compiled before. */
async function loadPython({ folder, lock, wasm, library, snapshot, hearOf = () => {} }) {
  const libraryAddress = `${folder}library.zip`;
  self.fetch = async (request) => new Response(String(request.url ?? request) === libraryAddress ? library : null);
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const instance = await WebAssembly.instantiate(wasm, imports);
      hearOf(instance.exports.memory);
      return { module: wasm, instance };
    } catch (error) {
      // Pyodide only logs it, and then waits for ever.
      fail("start", error);
      throw error;
    }
  };
  const { loadPyodide } = await import(`${folder}pyodide.mjs`);
  return loadPyodide({
    indexURL: folder,
    stdLibURL: libraryAddress,
    lockFileContents: lock,
    ...(snapshot ? { _loadSnapshot: snapshot } : {}),
  });
}

function answerWith(handle) {
  let practice = PRACTICE.times;

  function practise(json, ms, pauseMs) {
    if (practice === 0 || ms > PRACTICE.quickMs) return;
    practice -= 1;
    setTimeout(() => practise(json, timed(() => handle(json)), PRACTICE.pauseMs), pauseMs);
  }

  self.addEventListener("message", ({ data }) => {
    if (!("number" in data)) return;
    const { number, json } = data;
    try {
      const ms = timed(() => postMessage({ type: "answer", number, json: handle(json) }));
      practise(json, ms, PRACTICE.afterMs);
    } catch (error) {
      // An exception of Python would come again; what ended Python itself may not.
      fail(error.name === "PythonError" ? "calculation" : "broke", error);
    }
  });
  postMessage({ type: "ready" });
}

/** How long it takes, in ms. */
function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}
