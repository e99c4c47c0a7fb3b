// Answers requests with the files that are served, in Pyodide under Node:
//   node run_pyodide.mjs <folder>                from the beginning
//   node run_pyodide.mjs <folder> <memory.mjs>   from a memory, which the script shows how to put back; with a third
//                                                argument from one that was taken to note which functions are called
// In the folder: pyodide/, lock.json, requests.json (a list of request texts as the page sends them); library.zip, or
// memory and run.wasm. Into it: answers.json with the answers, and with what was imported or called.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [given, puttingBack, noting] = process.argv.slice(2);
const folder = resolve(given);
const read = (name) => readFileSync(`${folder}/${name}`);
const COUNTER = /^called_\d+$/;
const counters = [];
// The pages that something was written to before the memory was put back, and that it does not bring.
const astray = [];
// What is given in place of the whole WebAssembly, and who hears of its memory before anything runs.
let wasm = null;
let hearOf = () => {};

/** Pyodide reads the whole WebAssembly; it is given ours, without the counters among its exports. */
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (source, imports) => {
  if (!wasm || source instanceof WebAssembly.Module) return instantiate(source, imports);
  const { exports } = await instantiate(wasm, imports);
  hearOf(exports.memory);
  counters.push(Object.entries(exports).filter(([name]) => COUNTER.test(name)));
  const others = Object.fromEntries(Object.entries(exports).filter(([name]) => !COUNTER.test(name)));
  return { module: wasm, instance: { exports: others } };
};

function countedCalls() {
  const numbers = counters.flat().filter(([, counter]) => counter.value).map(([name]) => Number(name.split("_")[1]));
  return [...new Set(numbers)].sort((one, other) => one - other);
}

async function start(options) {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide/pyodide.mjs`).href);
  const lockFileContents = read("lock.json").toString();
  return loadPyodide({ indexURL: `${folder}/pyodide/`, stdLibURL: `${folder}/library.zip`, lockFileContents, ...options });
}

function answersOf(handle) {
  return JSON.parse(read("requests.json")).map((request) => handle(request));
}

/** The words with which Python ends when it is asked what is no request at all. */
function crash(handle) {
  try {
    return handle(12n);
  } catch (error) {
    return String(error.message);
  }
}

// A page does not draw; that the seed of each visit is its own is worth a function in the record of what is needed.
const draw = (python) => python.pyimport("random").random();

const OURS = /^(cml_calculators|in_page$|dataclass_code$)/;

/** The modules that came out of the archive, ours apart. */
function modulesOf(sys) {
  const [...names] = sys.modules.keys();
  const origin = (name) => sys.modules.get(name).__spec__?.origin ?? "";
  return names.filter((name) => !OURS.test(name) && origin(name).includes(".zip/"));
}

async function fromTheBeginning() {
  const python = await start({});
  const handle = python.pyimport("in_page").begin();
  const answered = answersOf(handle);
  const crashed = crash(handle);
  const sys = python.pyimport("sys");
  const loaded = modulesOf(sys);
  const [version] = sys.version.split(" ");
  return { python: version, answered, crashed, loaded, drawn: [draw(python)] };
}

function changedPages(before, now, size) {
  const at = (bytes, page) => bytes.subarray(page * size, (page + 1) * size);
  return [...Array(now.length / size).keys()].filter((page) => Buffer.compare(at(before, page), at(now, page)) !== 0);
}

/** Python as a page has it after it put a memory back. */
async function fromMemory({ checkMemory, readMemory, snapshotOf }) {
  const memory = readMemory(read("memory").buffer);
  const { snapshot, hearOf: place } = snapshotOf(memory);
  hearOf = (made) => {
    const before = new Uint8Array(made.buffer).slice();
    place({
      get buffer() {
        const changed = changedPages(before, new Uint8Array(made.buffer), memory.page);
        astray.push(...changed.filter((page) => !memory.pages.includes(page)));
        return made.buffer;
      },
    });
  };
  const python = await start({ _loadSnapshot: snapshot });
  const page = python.pyimport("in_page");
  const handle = page.begin_again();
  checkMemory(handle, memory);
  return { python, page, handle };
}

async function withMemory(path) {
  const how = await import(pathToFileURL(resolve(path)).href);
  wasm = await WebAssembly.compile(read("run.wasm"));
  writeFileSync(`${folder}/library.zip`, new Uint8Array());
  const { python, page, handle } = await fromMemory(how);
  const answered = answersOf(handle);
  const called = noting ? page.called() : "";
  const other = await fromMemory(how);
  const drawn = [draw(python), draw(other.python)];
  const counted = countedCalls();
  return { answered, called, counted, drawn, astray, crashed: crash(handle) };
}

try {
  const found = await (puttingBack ? withMemory(puttingBack) : fromTheBeginning());
  writeFileSync(`${folder}/answers.json`, JSON.stringify(found));
} catch (error) {
  // Only the message: Node would print the line of source, and the line is all of Pyodide.
  console.error(error.message);
  process.exit(1);
}
// Pyodide keeps the event loop of Node alive.
process.exit(0);
