// Takes the memory of a Python that has started and knows the calculators.
//   node take_memory.mjs <folder of Pyodide> <library.zip> <lock.json> <program.py> <functions.txt> <memory.bin>
//
// What is written: the length of a description, the description as JSON, the head of Pyodide's snapshot, and the pages
// of the memory that are not as the WebAssembly itself lays them out.
import crypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Taken away from what Python would find: no path of the machine that builds is in the memory.
const [folder, library, lock, program, functions, out] = process.argv.splice(1).slice(1);
const PAGE = 4096;
// A calculation whose answer is known, to be asked whenever the memory was put back: a quick one, as a reader waits for
// it, from text to text, and through decimal arithmetic.
const QUESTION = '{"id": 0, "calculator": "proportion", "inputs": {"n": 36, "total": 50, "printed_percent": 72, "decimals": 0}}';
const BLOCKS = Array.from({ length: 17 }, (_, number) => 2 ** (20 - number));

/** The memory as the WebAssembly lays it out, before anything has run. */
let laidOut = null;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (source, imports) => {
  const result = await instantiate(source, imports);
  laidOut ??= new Uint8Array(result.instance.exports.memory.buffer).slice();
  return result;
};

// The same memory is to come out of every build: no chance, no clock.
crypto.randomFillSync = (view) => view.fill(1);
Date.now = () => Date.UTC(1980);
performance.now = () => 0;

/** Fills what is free with zeros: remains of what was forgotten need not be sent. */
function clearFree(module) {
  const end = new Uint32Array(module.HEAPU8.buffer)[module._emscripten_get_sbrk_ptr() >> 2];
  const held = [];
  for (const size of BLOCKS) {
    let block = module._malloc(size);
    for (; block + size <= end; block = module._malloc(size)) {
      module.HEAPU8.fill(0, block, block + size);
      held.push(block);
    }
    module._free(block);
  }
  held.forEach((block) => module._free(block));
}

/** The numbers of the pages that are not as they were laid out. */
function changedPages(memory) {
  const at = (bytes, page) => bytes.subarray(page * PAGE, (page + 1) * PAGE);
  const zeros = new Uint8Array(PAGE);
  const before = (page) => (page * PAGE < laidOut.length ? at(laidOut, page) : zeros);
  const numbers = Array.from({ length: memory.length / PAGE }, (_, page) => page);
  return numbers.filter((page) => Buffer.compare(at(memory, page), before(page)) !== 0);
}

/** Padded, so that what follows begins at a multiple of eight bytes. */
function described(description) {
  const text = Buffer.from(JSON.stringify(description));
  const padding = Buffer.alloc((12 - (text.length % 8)) % 8, " ");
  return [new Uint8Array(Uint32Array.of(text.length + padding.length).buffer), text, padding];
}

try {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  const python = await loadPyodide({
    indexURL: `${folder}/`,
    stdLibURL: library,
    lockFileContents: readFileSync(lock, "utf8"),
    env: { PYTHONHASHSEED: "0" },
    _makeSnapshot: true,
  });
  const globals = python.toPy({ RECORDED: readFileSync(functions, "utf8"), QUESTION });
  const answer = python.runPython(readFileSync(program, "utf8"), { globals });
  globals.destroy();
  clearFree(python._module);
  const snapshot = python.makeMemorySnapshot();
  const [, head] = new Uint32Array(snapshot.buffer, 0, 2);
  const memory = snapshot.subarray(head);
  const pages = changedPages(memory);
  // Up to here the memory is of use; zeros follow.
  const length = (pages.at(-1) + 1) * PAGE;
  writeFileSync(out, Buffer.concat([
    ...described({ head, length, page: PAGE, question: QUESTION, answer, pages }),
    snapshot.subarray(0, head),
    ...pages.map((page) => memory.subarray(page * PAGE, (page + 1) * PAGE)),
  ]));
} catch (error) {
  // Only the message: Node would print the line of source, and the line is all of Pyodide.
  console.error(error.message || error);
  process.exit(1);
}
// Pyodide keeps the event loop of Node alive.
process.exit(0);
