// The big files of Python, fetched and compiled by the page: early, and never before its text.
//
// Nothing is imported here: this script is asked for in the head of the page, apart from all others.

const place = document.querySelector("script[data-memory]").dataset;
const absolute = (address) => new URL(address, document.baseURI).href;

/** Where everything stands. `lock` is the text of a lock file that offers nothing to install. */
export const addresses = {
  pyodide: absolute(place.pyodide),
  wasm: absolute(place.wasm),
  memory: absolute(place.memory),
  wholeWasm: absolute(place.wholeWasm),
  archive: absolute(place.archive),
  lock: place.lock,
};

let bytes = 0;
let hear = () => {};

/** `listener` is told how many bytes have arrived, unpacked, now and whenever more come. */
export function watchBytes(listener) {
  hear = listener;
  hear(bytes);
}

function failure(reason, file) {
  return Object.assign(new Error(`${reason}: ${file}`), { reason, detail: file });
}

/** The response to a request for a file, or a failure when it is missing or a web page comes in its place. */
async function arrived(address, cache) {
  const file = address.split("/").pop();
  let response;
  try {
    response = await fetch(address, { cache, priority: "low" });
  } catch {
    throw failure("file", file);
  }
  const isPage = (response.headers.get("Content-Type") ?? "").startsWith("text/html");
  if (!response.ok || isPage) throw failure(isPage && response.ok ? "wrong-file" : "file", file);
  return response;
}

/** The body, counted. `onBroken` is told when the connection breaks in the middle. */
function counted(response, onBroken) {
  const reader = response.body.getReader();
  const next = () => reader.read().catch((error) => {
    onBroken();
    throw error;
  });
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await next();
      if (done) return controller.close();
      bytes += value.byteLength;
      hear(bytes);
      return controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** What `use` makes of the file; it fails as a file that did not come, or as one that is damaged. */
async function used(address, cache, use) {
  const response = await arrived(address, cache);
  let isBroken = false;
  try {
    return await use(counted(response, () => { isBroken = true; }));
  } catch (error) {
    throw isBroken ? failure("file", address.split("/").pop()) : failure("start", error);
  }
}

/** Not every server knows the type of a .wasm file, and without it the browser refuses to compile what arrives. */
const compile = (body) =>
  WebAssembly.compileStreaming(new Response(body, { headers: { "Content-Type": "application/wasm" } }));

/** What is packed in a file, unpacked while it arrives. */
async function unpack(body) {
  const [looked, packed] = body.tee();
  const reader = looked.getReader();
  const { value } = await reader.read();
  reader.cancel();
  // Some servers say of a packed file that its content is packed, and then the browser has unpacked it already.
  const stream = value?.[0] === 0x1f ? packed.pipeThrough(new DecompressionStream("gzip")) : packed;
  return new Response(stream).arrayBuffer();
}

const begun = new Map();

/** Begins once; what failed is tried anew when it is asked for again. */
function once(key, begin) {
  if (!begun.has(key)) {
    const promise = begin();
    begun.set(key, promise);
    promise.catch(() => begun.delete(key));
  }
  return begun.get(key);
}

/** The WebAssembly with the functions that calculators need, as a module. */
export const leanWasm = () => once("lean", () => used(addresses.wasm, "default", compile));

/** The memory of a Python that has started, packed. */
export const memory = () => once("memory", () => used(addresses.memory, "default", unpack));

/** All of the WebAssembly, and the modules to start with, past the copies that the browser keeps: one may be damaged. */
export const wholeWasm = () => once("whole", () => used(addresses.wholeWasm, "reload", compile));
export const archive = () => once("archive", () => used(addresses.archive, "reload", unpack));

/** Resolves when the text of the page stands. */
const painted = new Promise((resolve) => {
  const paints = new PerformanceObserver((list) => {
    if (!list.getEntriesByName("first-contentful-paint").length) return;
    paints.disconnect();
    resolve();
  });
  paints.observe({ type: "paint", buffered: true });
});

// Which memory came on an earlier visit; nothing else is kept.
const NOTE = "cml-python";

/** Notes that the files of this edition came and work. A storage that is denied or full costs a moment on the next visit. */
export function noteThatAllCame() {
  try {
    localStorage.setItem(NOTE, addresses.memory);
  } catch {
    // The next visit starts as this one did.
  }
}

function cameBefore() {
  try {
    return localStorage.getItem(NOTE) === addresses.memory;
  } catch {
    return false;
  }
}

/**
 * Resolves when Python may start by itself: when the text of the page stands, and at once where little has to come over
 * the network. It does not for a reader who saves data.
 */
export const mayStart = new Promise((resolve) => {
  if (navigator.connection?.saveData || typeof WebAssembly !== "object") return;
  if (cameBefore()) resolve();
  painted.then(beginDownloads);
  painted.then(resolve);
});

/** The downloads of the first attempt, all at once. A failure is told to whoever waits for the file. */
export function beginDownloads() {
  leanWasm().catch(() => {});
  memory().catch(() => {});
}
