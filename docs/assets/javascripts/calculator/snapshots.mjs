// In the worker: the memory of a started Python, packed for the browser's storage, and put back on the next visit.
//
// It holds no entry: the worker that takes it has seen none. Layout: the length of the memory, how many pages follow,
// their numbers (32 bits each), then the pages. Pages of zeros are left out.

const PAGE = 4096;
const WORDS = PAGE / 4;

// A calculation with a known answer.
const QUESTION = '{"id": 0, "calculator": "phase", "inputs": {"blasts_pb_percent": 12}}';

/** Stores the memory of a Python that was started for it, and nothing else; returns the size in bytes. */
export async function keep(python, { storage, key }) {
  const { packed, check, sha256: own } = await takeSnapshot(python);
  await caches.delete(storage);
  await (await caches.open(storage)).put(key, new Response(packed, { headers: { "X-Check": check, "X-SHA-256": own } }));
  return packed.byteLength;
}

/** The memory, packed, with its own hash and the hash of the known answer. */
export async function takeSnapshot(python) {
  const page = python.pyimport("in_page");
  page.prepare_for_keeping();
  const check = await sha256OfText(page.begin()(QUESTION));
  const packed = pack(python.makeMemorySnapshot());
  return { packed, check, sha256: await sha256(packed) };
}

function pack(memory) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.byteLength >> 2);
  const used = [];
  for (let page = 0; page * WORDS < words.length; page += 1) {
    if (words.subarray(page * WORDS, (page + 1) * WORDS).some((word) => word !== 0)) used.push(page);
  }
  const start = (2 + used.length) * 4;
  const packed = new Uint8Array(start + used.length * PAGE);
  new Uint32Array(packed.buffer, 0, 2 + used.length).set([memory.byteLength, used.length, ...used]);
  used.forEach((page, at) => packed.set(memory.subarray(page * PAGE, (page + 1) * PAGE), start + at * PAGE));
  return packed.buffer;
}

/** The memory of a kept snapshot. Throws when it is not what was stored. */
export async function unpack({ packed, sha256: expected }) {
  if (await sha256(packed) !== expected) throw new Error("The snapshot is damaged");
  const [length, count] = new Uint32Array(packed, 0, 2);
  const used = new Uint32Array(packed, 8, count);
  const start = (2 + count) * 4;
  const memory = new Uint8Array(length);
  used.forEach((page, at) => memory.set(new Uint8Array(packed, start + at * PAGE, PAGE), page * PAGE));
  return memory;
}

/** Throws unless Python answers a known question as it did when the snapshot was taken. */
export async function checkSnapshot(python, handle, { check }) {
  python.pyimport("in_page").begin_again();
  if (await sha256OfText(handle(QUESTION)) !== check) throw new Error("The snapshot calculates otherwise");
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const sha256OfText = (text) => sha256(new TextEncoder().encode(text));
