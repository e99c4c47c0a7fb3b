// Libraries of this site, each loaded when something needs it for the first time.

const loading = new Map();

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, document.baseURI).href;
    // In the order in which they stand, although they arrive side by side.
    script.async = false;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(`${address.split("/").pop()} could not be fetched`));
    });
    document.head.append(script);
  });
}

/** Runs the scripts of one library in their order; what failed is tried anew when it is asked for again. */
export function loadLibrary(addresses) {
  const key = addresses.join(" ");
  if (!loading.has(key)) {
    const all = Promise.all(addresses.map(load));
    loading.set(key, all);
    all.catch(() => loading.delete(key));
  }
  return loading.get(key);
}
