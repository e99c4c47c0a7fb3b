// The workers in which Python runs: the one that answers, and once a while one that takes a snapshot for the next visit.

import { addresses, archive, leanWasm, SNAPSHOTS, snapshotKey } from "./downloads.mjs";

// The worker starts from a Blob, because only such a worker is bound by the policy of the page it stands in.
// All scripts are asked for side by side; the first of them is ours and begins.
const BOOTSTRAP = `
addEventListener("message", async ({ data }) => {
  let missing = "";
  const load = (address) => import(address).catch((error) => {
    missing ||= address.split("/").pop();
    throw error;
  });
  try {
    const [own] = await Promise.all(data.scripts.map(load));
    own.start(data);
  } catch (error) {
    postMessage({ type: "failed", reason: "file", detail: missing || String(error) });
  }
}, { once: true });`;

/** Starts a worker that says `loaded` and then waits for its files. Throws where workers are not allowed. */
export function startWorker(onMessage, onError) {
  const address = URL.createObjectURL(new Blob([BOOTSTRAP], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  worker.addEventListener("error", (event) => onError(event.message ?? ""));
  worker.addEventListener("message", onMessage);
  worker.postMessage({
    scripts: [
      ...["worker.mjs", "snapshots.mjs"].map((own) => new URL(own, import.meta.url).href),
      ...["pyodide.mjs", "pyodide.asm.mjs"].map((name) => addresses.pyodide + name),
    ],
    folder: addresses.pyodide,
    lock: addresses.lock,
  });
  return worker;
}

let keeping = false;

/**
 * Lets a second worker, which has seen no entry, start Python from the files as they came and keep its memory in the
 * browser's storage. Once for a page; whatever fails, the next visit starts as this one did.
 */
export async function keepSnapshot() {
  if (keeping) return;
  keeping = true;
  try {
    // Throws where storage is denied.
    if (await (await caches.open(SNAPSHOTS)).match(snapshotKey)) return;
    const files = { wasm: await leanWasm(), archive: await archive() };
    const hear = ({ data }) => {
      if (data.type === "loaded") worker.postMessage({ type: "keep", ...files, storage: SNAPSHOTS, key: snapshotKey });
      else worker.terminate();
    };
    const worker = startWorker(hear, () => worker.terminate());
  } catch (error) {
    console.info("No snapshot is kept", error);
  }
}
