// Runs in the worker: starts Python, then answers one JSON request after another. It keeps nothing between requests.

import { checkSnapshot, keep, unpack } from "./snapshots.mjs";

let failed = false;

/** Tells the page once why nothing can be computed any more. */
function fail(reason, detail) {
  if (failed) return;
  failed = true;
  postMessage({ type: "failed", reason, detail: String(detail) });
}

/** Waits for the files, which the page fetches, and reports `ready`; any failing is reported, too. */
export function start({ folder, lock }) {
  self.addEventListener("unhandledrejection", (event) => fail("start", event.reason));
  self.addEventListener("message", async ({ data }) => {
    try {
      if (data.type === "files") answerWith(await handleOf({ folder, lock, ...data }));
      if (data.type === "keep") postMessage({ type: "kept", bytes: await keep(await plain({ folder, lock, making: true, ...data }), data) });
    } catch (error) {
      fail("start", error);
    }
  });
  postMessage({ type: "loaded" });
}

/** `handle` of a Python that was started, or put back from a snapshot and found to calculate as it did. */
async function handleOf({ snapshot, ...files }) {
  if (!snapshot) return (await plain(files)).pyimport("in_page").begin();
  const python = await loadPython({ ...files, library: new ArrayBuffer(0), memory: await unpack(snapshot) });
  const handle = python.pyimport("in_page").begin();
  await checkSnapshot(python, handle, snapshot);
  return handle;
}

async function plain({ archive, ...files }) {
  return loadPython({ ...files, library: await unpacked(archive) });
}

/** Some servers say of a .gz file that its content is packed, and the browser has unpacked it then. */
async function unpacked(archive) {
  const isPacked = new Uint8Array(archive, 0, 2)[0] === 0x1f;
  if (!isPacked) return archive;
  return new Response(new Blob([archive]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Pyodide fetches and compiles by itself; it is given what the page has fetched and compiled. */
async function loadPython({ folder, lock, wasm, library, memory, making = false }) {
  const libraryAddress = `${folder}library.zip`;
  self.fetch = async (request) => new Response(String(request.url ?? request) === libraryAddress ? library : null);
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      return { module: wasm, instance: await WebAssembly.instantiate(wasm, imports) };
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
    ...(making ? { _makeSnapshot: true } : {}),
    ...(memory ? { _loadSnapshot: memory } : {}),
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
