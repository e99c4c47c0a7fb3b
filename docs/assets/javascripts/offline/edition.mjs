// Which edition this page is of, where its site stands, and whether the reader wants it stored.

export const ROOT = new URL("../../../", import.meta.url);
export const EDITION = document.querySelector('meta[name="edition"]')?.content ?? "";
export const OWN_CACHES = `cml-handbook offline ${ROOT.pathname} `;

const CHOICE = OWN_CACHES.trim();

/** A site that is being written has no edition. */
export const isFinished = /^[0-9a-f]+$/.test(EDITION);

/** False after the reader has had the stored copy deleted. */
export function isWanted() {
  try {
    return localStorage.getItem(CHOICE) !== "off";
  } catch {
    return true;
  }
}

export function setWanted(wanted) {
  try {
    if (wanted) localStorage.removeItem(CHOICE);
    else localStorage.setItem(CHOICE, "off");
  } catch {
    // Nothing can be kept here, so nothing was stored either.
  }
}

/** Asks a service worker, and waits for its answer. */
export function ask(worker, type, patienceMs = 10_000) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => reject(new Error(`no answer to ${type}`)), patienceMs);
    worker.postMessage({ type }, [port2]);
  });
}

/** Starts storing, or finds what is stored. */
export function register() {
  return navigator.serviceWorker.register(new URL("service-worker.js", ROOT), { scope: ROOT.pathname, updateViaCache: "none" });
}

/** Ends the service worker and deletes everything that it stored. */
export async function forget() {
  const registration = await navigator.serviceWorker.getRegistration(ROOT);
  await registration?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(OWN_CACHES)) await caches.delete(name);
}
