// The big files of Python, fetched and compiled by the page: early, and never before its text.
//
// Nothing is imported here: this script is asked for in the head of the page, apart from all others.

const place = document.querySelector("script[data-archive]").dataset;
const absolute = (address) => new URL(address, document.baseURI).href;

/** Where everything stands. `lock` is the text of a lock file that offers nothing to install. */
export const addresses = {
  pyodide: absolute(place.pyodide),
  wasm: absolute(place.wasm),
  wholeWasm: absolute(place.wholeWasm),
  archive: absolute(place.archive),
  lock: place.lock,
};

export const SNAPSHOTS = "cml-python-snapshots";
// A snapshot fits the archive and the WebAssembly that it was made with, and both have their hash in their address.
export const snapshotKey = `${addresses.archive}?with=${encodeURIComponent(addresses.wasm)}&format=1`;

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

/** The body, counted; a connection that breaks in the middle is a file that did not come. */
function counted(response) {
  return response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      hear(bytes);
      controller.enqueue(chunk);
    },
  }));
}

async function compiled(address, cache) {
  const response = await arrived(address, cache);
  // Not every server knows the type of a .wasm file, and without it the browser refuses to compile what arrives.
  const typed = new Response(counted(response), { headers: { "Content-Type": "application/wasm" } });
  try {
    return await WebAssembly.compileStreaming(typed);
  } catch (error) {
    throw error instanceof WebAssembly.CompileError ? failure("start", error) : failure("file", address.split("/").pop());
  }
}

async function content(address, cache) {
  const response = await arrived(address, cache);
  try {
    return await new Response(counted(response)).arrayBuffer();
  } catch {
    throw failure("file", address.split("/").pop());
  }
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
export const leanWasm = () => once("lean", () => compiled(addresses.wasm, "default"));

/** The modules that calculators need, packed. */
export const archive = () => once("archive", () => content(addresses.archive, "default"));

/** All of the WebAssembly, and the archive, past the copies that the browser keeps: one of them may be damaged. */
export const wholeWasm = () => once("whole", () => compiled(addresses.wholeWasm, "reload"));
export const archiveAnew = () => once("anew", () => content(addresses.archive, "reload"));

/** What an earlier visit kept, or null; a storage that is denied or broken counts as empty. */
export function keptSnapshot() {
  return once("snapshot", async () => {
    try {
      const kept = await (await caches.open(SNAPSHOTS)).match(snapshotKey);
      if (!kept) return null;
      const [sha256, check] = ["X-SHA-256", "X-Check"].map((name) => kept.headers.get(name));
      return { sha256, check, packed: await kept.arrayBuffer() };
    } catch {
      return null;
    }
  });
}

/** So that a snapshot that turned out to be of no use is not met again. */
export async function forgetSnapshots() {
  begun.delete("snapshot");
  try {
    await caches.delete(SNAPSHOTS);
  } catch {
    // Storage is denied, so there is nothing to forget.
  }
}

/** Resolves when the text of the page stands. */
const painted = new Promise((resolve) => {
  const paints = new PerformanceObserver((list) => {
    if (!list.getEntriesByName("first-contentful-paint").length) return;
    paints.disconnect();
    resolve();
  });
  paints.observe({ type: "paint", buffered: true });
});

/**
 * Resolves when Python may start by itself: at once from a kept memory, which needs next to nothing from the network,
 * and otherwise when the text of the page stands. It does not for a reader who saves data.
 */
export const mayStart = new Promise((resolve) => {
  if (navigator.connection?.saveData || typeof WebAssembly !== "object") return;
  keptSnapshot().then((kept) => kept && resolve());
  painted.then(resolve);
});

export function whenIdle(callback) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(() => callback());
  else setTimeout(callback, 200);
}

/** The downloads of the next attempt, all at once. A failure is told to whoever waits for the file. */
export function beginDownloads() {
  leanWasm().catch(() => {});
  keptSnapshot().then((kept) => kept ?? archive()).catch(() => {});
}

mayStart.then(beginDownloads);
