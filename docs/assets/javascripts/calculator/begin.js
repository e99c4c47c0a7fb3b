// Begins Python, before all other scripts of the page and apart from them; engine.mjs takes over what has begun.
//
// A classic script, because a module runs only when the page has been laid out, on a slow device a second later.

"use strict";

globalThis.cmlPython = ((script) => {
  // Which memory came on an earlier visit; nothing else is kept.
  const NOTE = "cml-python";

  // The worker starts from a Blob, because only such a worker is bound by the policy of the page it stands in.
  // Files and scripts are asked for side by side; the first of the scripts is ours and begins.
  const BOOTSTRAP = `
addEventListener("message", async ({ data }) => {
  const { files, scripts, cache } = data;
  const ask = async (address) => fetch(address, { cache, priority: "low" });
  const asked = Object.fromEntries(Object.entries(files).map(([name, address]) => [name, ask(address)]));
  for (const response of Object.values(asked)) response.catch(() => {});
  let missing = "";
  const load = (address) => import(address).catch((error) => {
    missing ||= address.split("/").pop();
    throw error;
  });
  try {
    const [own] = await Promise.all(scripts.map(load));
    own.start(data, asked);
  } catch (error) {
    postMessage({ type: "failed", reason: "file", detail: missing || String(error) });
  }
}, { once: true });`;

  const absolute = (address) => new URL(address, document.baseURI).href;
  const beside = (name) => new URL(name, script.src).href;
  const { dataset } = script;
  const folder = absolute(dataset.pyodide);
  const memory = absolute(dataset.memory);

  // From a memory, with the functions that calculators need; or from the beginning with all of Python, and past the
  // copies that the browser keeps, as one may be damaged.
  const WAYS = {
    memory: { files: { wasm: absolute(dataset.wasm), memory }, cache: "default" },
    whole: { files: { wasm: absolute(dataset.wholeWasm), archive: absolute(dataset.archive) }, cache: "reload" },
  };

  let isStarted = false;

  /** A worker in which Python begins. What it says is kept for `listen`. Throws where workers are not allowed. */
  function startWorker(way) {
    isStarted = true;
    const address = URL.createObjectURL(new Blob([BOOTSTRAP], { type: "text/javascript" }));
    const worker = new Worker(address, { type: "module" });
    const said = [];
    let hear = (data) => said.push(data);
    worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
    worker.addEventListener("message", ({ data }) => hear(data));
    worker.addEventListener("error", ({ message }) => hear({ type: "failed", reason: "worker", detail: message ?? "" }));
    const scripts = [...["worker.mjs", "downloads.mjs", "memory.mjs"].map(beside), `${folder}pyodide.mjs`, `${folder}pyodide.asm.mjs`];
    // `lock` is the text of a lock file that offers nothing to install.
    worker.postMessage({ ...WAYS[way], scripts, folder, lock: dataset.lock });
    return {
      worker,
      listen(listener) {
        hear = listener;
        said.splice(0).forEach(listener);
      },
    };
  }

  function cameBefore() {
    try {
      return localStorage.getItem(NOTE) === memory;
    } catch {
      return false;
    }
  }

  /** Notes that the files of this edition came and work. A storage that is denied or full costs a moment on the next visit. */
  function noteThatAllCame() {
    try {
      localStorage.setItem(NOTE, memory);
    } catch {
      // The next visit starts as this one did.
    }
  }

  let early = null;

  /** What began by itself, once. */
  function takeEarly() {
    const taken = early;
    early = null;
    return taken;
  }

  // When the text of the page stands, and at once where little has to come over the network. Not for a reader who saves data.
  const mayStart = new Promise((resolve) => {
    if (navigator.connection?.saveData || typeof WebAssembly !== "object") return;
    if (cameBefore()) return void resolve();
    const paints = new PerformanceObserver((list) => {
      if (!list.getEntriesByName("first-contentful-paint").length) return;
      paints.disconnect();
      resolve();
    });
    paints.observe({ type: "paint", buffered: true });
  });

  function beginEarly() {
    // A reader may have wanted to calculate before the first picture was noticed.
    if (isStarted) return;
    try {
      early = startWorker("memory");
    } catch {
      // Whoever wants to calculate is told.
    }
  }

  const hasBegun = mayStart.then(beginEarly);
  return { hasBegun, startWorker, takeEarly, noteThatAllCame };
})(document.currentScript);
