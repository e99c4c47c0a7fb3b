// Runs in the worker: starts Python, then answers one JSON request after another. It keeps nothing between requests.

const PROGRESS_EVERY_MS = 120;
const PYODIDE_FILES = /\/(pyodide|wheels)\//;

let bytes = 0;
let lastReport = 0;
let failed = false;

/** Tells the page once why nothing can be computed any more. */
function fail(reason, detail) {
  if (failed) return;
  failed = true;
  postMessage({ type: "failed", reason, detail: String(detail) });
}

function reportBytes(added) {
  bytes += added;
  const now = performance.now();
  if (now - lastReport < PROGRESS_EVERY_MS) return;
  lastReport = now;
  postMessage({ type: "progress", bytes });
}

/** Counts what arrives, and stops at once when a file is missing or is a web page in its place. */
function watchFetches() {
  const fetchPlain = self.fetch.bind(self);
  self.fetch = async (request, options) => {
    const address = new URL(request.url ?? request, self.location.origin);
    if (!PYODIDE_FILES.test(address.pathname)) return fetchPlain(request, options);
    const file = address.pathname.split("/").pop();
    let response;
    try {
      response = await fetchPlain(request, options);
    } catch (error) {
      fail("file", file);
      throw error;
    }
    const isPage = (response.headers.get("Content-Type") ?? "").startsWith("text/html");
    if (!response.ok || isPage) {
      fail(isPage && response.ok ? "wrong-file" : "file", file);
      throw new Error(`${file}: ${response.status}`);
    }
    const counted = response.body.pipeThrough(new TransformStream({
      transform(chunk, controller) {
        reportBytes(chunk.byteLength);
        controller.enqueue(chunk);
      },
    }));
    // Not every server knows the type of a .wasm file, and without it the browser refuses to compile what arrives.
    const headers = file.endsWith(".wasm") ? { "Content-Type": "application/wasm" } : response.headers;
    return new Response(counted, { status: response.status, headers });
  };
}

/** Pyodide only logs it when its WebAssembly cannot be compiled, and then waits for ever. */
function watchCompilation() {
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...parts) => {
    try {
      return await instantiate(...parts);
    } catch (error) {
      fail("start", error);
      throw error;
    }
  };
}

async function importPyodide(folder) {
  try {
    return await import(`${folder}pyodide.mjs`);
  } catch (error) {
    fail("file", "pyodide.mjs");
    throw error;
  }
}

async function fetchWheel(address) {
  const response = await self.fetch(address);
  return new Uint8Array(await response.arrayBuffer());
}

/** Starts Python with the calculators' wheel on its path and reports `ready`; any failing is reported, too. */
export async function start({ pyodide: folder, wheel: wheelAddress }) {
  watchFetches();
  watchCompilation();
  self.addEventListener("unhandledrejection", (event) => fail("start", event.reason));
  try {
    const [{ loadPyodide }, wheel] = await Promise.all([importPyodide(folder), fetchWheel(wheelAddress)]);
    const python = await loadPyodide({ indexURL: folder });
    const path = `/${wheelAddress.split("/").pop()}`;
    python.FS.writeFile(path, wheel);
    python.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(path)})`);
    const { handle } = python.pyimport("cml_calculators.browser");
    answerWith(handle);
    postMessage({ type: "progress", bytes });
    postMessage({ type: "ready" });
  } catch (error) {
    fail("start", error);
  }
}

function answerWith(handle) {
  self.addEventListener("message", ({ data }) => {
    try {
      postMessage({ type: "answer", number: data.number, json: handle(data.json) });
    } catch (error) {
      fail("broke", error);
    }
  });
}
