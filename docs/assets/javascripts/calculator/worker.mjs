// Runs in the worker: starts Python, then answers one JSON request after another. It keeps nothing between requests.

import { downloads } from "./downloads.mjs";
import { checkMemory, readMemory, snapshotOf } from "./memory.mjs";

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
  const { snapshot, fill } = snapshotOf(kept);
  const python = await loadPython({ ...files, library: new ArrayBuffer(0), laidOut: fill, snapshot });
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
async function loadPython({ folder, lock, wasm, library, snapshot, laidOut = () => {} }) {
  const libraryAddress = `${folder}library.zip`;
  self.fetch = async (request) => new Response(String(request.url ?? request) === libraryAddress ? library : null);
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const instance = await WebAssembly.instantiate(wasm, imports);
      laidOut(instance.exports.memory.buffer);
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
  self.addEventListener("message", ({ data }) => {
    if (!("number" in data)) return;
    try {
      postMessage({ type: "answer", number: data.number, json: handle(data.json) });
    } catch (error) {
      // An exception of Python would come again; what ended Python itself may not.
      fail(error.name === "PythonError" ? "calculation" : "broke", error);
    }
  });
  postMessage({ type: "ready" });
}
