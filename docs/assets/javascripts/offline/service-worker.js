// Keeps one edition of this site, whole and checked, for use without a network. The build moves this file to the root
// of the site and fills in the two constants, so that a new edition is a new service worker.
//
// - Every file is compared with the SHA-256 that the list of the edition has for it, when it is stored and whenever it
//   is served. What does not match is refused: a page never sees files of two editions.
// - A new edition is stored beside the present one and waits. It takes over when a page asks for it, and every open page
//   then loads itself anew.
// - Only caches whose names begin with OWN_CACHES are ever deleted.
"use strict";

const EDITION = "edition-not-finished";
const LIST_SHA256 = "sha256-of-the-list";

const ROOT = new URL("./", self.location.href).href;
const OWN_CACHES = `cml-handbook offline ${new URL(ROOT).pathname} `;
const CACHE = OWN_CACHES + EDITION;
const LIST = "offline-files.json";
const LARGE_BYTES = 1e6;
const AT_ONCE = 4;
// A file may take a minute, and longer at 20 kB/s if it is large.
const patienceMs = (bytes) => 60_000 + bytes / 20;

/** Why a file was not stored or not served: no-connection, missing, web-page, other-edition, full or denied. */
class Refused extends Error {
  constructor(reason, file) {
    super(`${reason}: ${file}`);
    this.reason = reason;
    this.file = file;
  }
}

// --- One file ---

/** Where a file is asked for: a page at its folder, as servers redirect from its index.html. */
function addressOf(name) {
  return ROOT + name.replace(/(^|\/)index\.html$/, "$1");
}

async function hasHash(response, sha256) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

/** A file from the server, if it is the file of this edition. */
async function fetched(name, { sha256, bytes }) {
  // What the page has loaded is in the HTTP cache. It may be of another edition; then the server is asked.
  for (const cache of ["default", "reload"]) {
    const response = await answered(name, { cache, priority: "low", signal: AbortSignal.timeout(patienceMs(bytes)) });
    if (!response.ok) throw new Refused("missing", name);
    const matches = await hasHash(response.clone(), sha256).catch(() => { throw new Refused("no-connection", name); });
    // A response that was redirected may not answer a navigation.
    if (matches) return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
    const page = (response.headers.get("Content-Type") ?? "").includes("text/html");
    if (cache === "reload") throw new Refused(page && !name.endsWith(".html") ? "web-page" : "other-edition", name);
  }
}

async function answered(name, options) {
  try {
    return await fetch(addressOf(name), options);
  } catch {
    throw new Refused("no-connection", name);
  }
}

/** The cache of this edition. Only storing creates it, so that what a reader has deleted does not come back. */
async function openCache() {
  try {
    return (await caches.has(CACHE)) ? await caches.open(CACHE) : null;
  } catch {
    return null;
  }
}

async function createCache() {
  try {
    return await caches.open(CACHE);
  } catch {
    throw new Refused("denied", "Cache Storage");
  }
}

async function put(cache, name, response) {
  try {
    await cache.put(addressOf(name), response);
  } catch (error) {
    throw new Refused(error.name === "QuotaExceededError" ? "full" : "denied", name);
  }
}

// Large files that were compared since this worker started; it is ended and started anew every few minutes.
const compared = new Set();

/** The stored copy if it is whole; a damaged one is deleted. */
async function stored(cache, name, { sha256, bytes }) {
  const address = addressOf(name);
  const read = await cache.match(address);
  if (!read || compared.has(name)) return read;
  // Compared in a response of its own: one that nobody has read goes to the page without passing through here.
  if (await hasHash(read, sha256).catch(() => false)) {
    if (bytes > LARGE_BYTES) compared.add(name);
    return cache.match(address);
  }
  await cache.delete(address);
  await tell({ type: "damaged", file: name });
  return null;
}

/** The file of this edition, stored or from the server, never another. */
async function ofThisEdition(name, file) {
  const cache = await openCache();
  const kept = cache && (await stored(cache, name, file));
  if (kept) return kept;
  const fresh = await fetched(name, file);
  if (cache) await put(cache, name, fresh.clone()).catch(() => {});
  return fresh;
}

let listing = null;

/** What belongs to this edition: `kept` has hash and size of each file to be stored, `other` names all others. */
function list() {
  listing ??= ofThisEdition(LIST, { sha256: LIST_SHA256, bytes: 0 }).then((response) => response.json());
  listing.catch(() => { listing = null; });
  return listing;
}

// --- Storing an edition ---

async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OWN_CACHES));
}

async function fromEarlierEdition(name, sha256) {
  for (const cacheName of (await ownCaches()).filter((other) => other !== CACHE)) {
    const response = await caches.match(addressOf(name), { cacheName });
    if (response && (await hasHash(response.clone(), sha256))) return response;
  }
  return null;
}

async function keep(cache, name, file) {
  if (await stored(cache, name, file)) return;
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota !== undefined && quota - usage < file.bytes) throw new Refused("full", name);
  await put(cache, name, (await fromEarlierEdition(name, file.sha256)) ?? (await fetched(name, file)));
}

/** Stores files a few at a time; the first that is refused ends it. */
async function keepAll(files) {
  const cache = await createCache();
  const waiting = [...files];
  let refused = null;
  async function work() {
    while (waiting.length && !refused) {
      const [name, file] = waiting.shift();
      await keep(cache, name, file).catch((error) => { refused ??= error; });
      if (waiting.length % 20 === 0) await tell({ type: "progress", left: waiting.length, of: files.length });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (refused) throw refused;
}

/** Pages and what they load; without one of them there is no edition. */
async function keepPages() {
  try {
    await createCache();
    const { kept } = await list();
    await keepAll(Object.entries(kept).filter(([, { bytes }]) => bytes <= LARGE_BYTES));
  } catch (error) {
    // A broken connection is taken up where it broke; a full disk gets its space back.
    if (error.reason === "full") await caches.delete(CACHE);
    await tell({ type: "not-stored", reason: error.reason ?? "denied", file: error.file ?? "" });
    throw error;
  }
}

/** The large files, which only the calculators need; the rest is of use without them. */
async function keepLarge() {
  try {
    const { kept } = await list();
    await keepAll(Object.entries(kept).filter(([, { bytes }]) => bytes > LARGE_BYTES));
    await tell({ type: "stored" });
  } catch (error) {
    await tell({ type: "partly-stored", reason: error.reason ?? "denied", file: error.file ?? "" });
  }
}

self.addEventListener("install", (event) => event.waitUntil(keepPages().then(keepLarge)));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await ownCaches()) if (name !== CACHE) await caches.delete(name);
})()));

// --- Speaking with pages ---

async function windows() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => url.startsWith(ROOT));
}

async function tell(message) {
  for (const page of await windows()) page.postMessage({ edition: EDITION, ...message });
}

async function state() {
  const cache = await createCache();
  const { kept } = await list();
  const addresses = new Set((await cache.keys()).map(({ url }) => url));
  const found = Object.entries(kept).filter(([name]) => addresses.has(addressOf(name)));
  const bytes = found.reduce((sum, [, file]) => sum + file.bytes, 0);
  return { edition: EDITION, files: found.length, of: Object.keys(kept).length, bytes };
}

const ORDERS = {
  /** The waiting edition takes over. */
  take: () => self.skipWaiting(),
  /** A page that came from the network is served from now on, if it is of this edition. */
  claim: ({ edition }) => edition === EDITION && self.clients.claim(),
  /** What is not there yet, or no more. */
  complete: () => keepPages().then(keepLarge, () => {}),
  state: async (_, port) => port.postMessage(await state().catch(({ reason }) => ({ edition: EDITION, reason }))),
  windows: async (_, port) => port.postMessage((await windows()).length),
};

self.addEventListener("message", (event) => {
  event.waitUntil(Promise.resolve(ORDERS[event.data?.type]?.(event.data, event.ports[0])));
});

// --- Answering pages ---

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  // What says which edition the server has comes from the server.
  if (request.method !== "GET" || !address.startsWith(ROOT) || address === `${ROOT}edition.json`) return;
  event.respondWith(answer(request, decodeURI(address.slice(ROOT.length))));
});

async function answer(request, path) {
  // Without its cache, as when the reader has deleted what was stored, this worker does nothing at all.
  const files = (await openCache()) && (await list().catch(() => null));
  if (!files) return fetch(request);
  const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  try {
    if (name in files.kept) return await ofThisEdition(name, files.kept[name]);
    if (request.mode !== "navigate") return await fetch(request);
    return await unknownPage(request, path, files);
  } catch (error) {
    if (request.mode !== "navigate") return Response.error();
    return explanation(error.reason ?? "no-connection");
  }
}

/** An address that is no stored page: a file that is not stored, a page without its slash, or none of this edition. */
async function unknownPage(request, path, { kept, other }) {
  if (other.includes(path)) return fetch(request);
  if (`${path}/index.html` in kept) return Response.redirect(`${ROOT}${path}/`, 301);
  if (!("404.html" in kept)) return fetch(request);
  const { body, headers } = await ofThisEdition("404.html", kept["404.html"]);
  return new Response(body, { status: 404, headers });
}

const EXPLANATIONS = {
  "no-connection": "This file is not stored on this device, and the site cannot be reached. Connect, and reload the page.",
  "other-edition": "The stored copy of this page was damaged, and the site has a newer edition by now. " +
    "The newer one is being fetched. Close the other tabs of this handbook, and reload this page in a minute.",
};

/** What a reader sees in the place of a page that cannot be had. */
function explanation(reason) {
  const text = EXPLANATIONS[reason] ?? "The stored copy of this page was damaged, and the site did not send it again. Reload the page later.";
  const home = ROOT.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Not available offline</title></head>
<body><main><h1>Not available offline</h1><p>${text}</p><p><a href="${home}">Home page</a></p></main></body></html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'" };
  return new Response(html, { status: 503, headers });
}
