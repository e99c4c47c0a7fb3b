// The worker in which Python runs.

import { addresses } from "./downloads.mjs";

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
      ...["worker.mjs", "memory.mjs"].map((own) => new URL(own, import.meta.url).href),
      ...["pyodide.mjs", "pyodide.asm.mjs"].map((name) => addresses.pyodide + name),
    ],
    folder: addresses.pyodide,
    lock: addresses.lock,
  });
  return worker;
}
