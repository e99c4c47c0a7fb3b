// In the worker: the big files of Python, counted, compiled and unpacked while they arrive.

const TELL_EVERY_MS = 100;

let bytes = 0;
let told = 0;

/** Tells the page now and then how many bytes have come, unpacked. */
function count(more) {
  bytes += more;
  const now = performance.now();
  if (now - told < TELL_EVERY_MS) return;
  told = now;
  postMessage({ type: "bytes", bytes });
}

function failure(reason, detail) {
  return Object.assign(new Error(`${reason}: ${detail}`), { reason, detail });
}

/** The response that was asked for, or a failure when the file is missing or a web page comes in its place. */
async function arrived(asked, file) {
  const response = await asked.catch(() => { throw failure("file", file); });
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
      count(value.byteLength);
      return controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** What `make` makes of the file; it fails as a file that did not come, or as one that is damaged. */
async function made(asked, address, make) {
  const file = address.split("/").pop();
  const response = await arrived(asked, file);
  let isBroken = false;
  try {
    return await make(counted(response, () => { isBroken = true; }));
  } catch (error) {
    throw isBroken ? failure("file", file) : failure("start", error);
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

/** All files, ready for use: `asked` holds a promise of a response for each of the addresses. */
export async function downloads(addresses, asked) {
  const ready = Object.entries(addresses).map(async ([name, address]) =>
    [name, await made(asked[name], address, name === "wasm" ? compile : unpack)]);
  return Object.fromEntries(await Promise.all(ready));
}
