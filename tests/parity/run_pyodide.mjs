// Answers requests with the files that are served, in Pyodide under Node: as a first visit does, and as a later one.
//   node run_pyodide.mjs <folder with pyodide/, run.wasm, library.zip, lock.json, requests.json> [snapshots.mjs]
// requests.json is a list of request texts as the page sends them. Into the same folder: answers.json with the answers
// of both visits and what was imported, and calls.json with the numbers of the functions called, if run.wasm counts.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [given, snapshots] = process.argv.slice(2);
const folder = resolve(given);
const read = (name) => readFileSync(`${folder}/${name}`);
const wasm = await WebAssembly.compile(read("run.wasm"));
const COUNTER = /^called_\d+$/;
const counters = [];

/** Pyodide reads the whole WebAssembly; it is given ours, without the counters among its exports. */
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (source, imports) => {
  if (source instanceof WebAssembly.Module) return instantiate(source, imports);
  const { exports } = await instantiate(wasm, imports);
  counters.push(Object.entries(exports).filter(([name]) => COUNTER.test(name)));
  const others = Object.fromEntries(Object.entries(exports).filter(([name]) => !COUNTER.test(name)));
  return { module: wasm, instance: { exports: others } };
};

function called() {
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

/** Starts from a kept memory, without files. */
async function startAgain({ checkSnapshot, unpack }, kept) {
  const python = await start({ _loadSnapshot: await unpack(kept) });
  const handle = python.pyimport("in_page").begin();
  await checkSnapshot(python, handle, kept);
  return { python, handle };
}

// Nothing is run here that a page does not run: it would have to be in the record of what is needed.
const draw = (python) => python.pyimport("random").random();

/** The answers of a later visit, and a random number each of two. */
async function laterVisits(path) {
  const snapshots = await import(pathToFileURL(resolve(path)).href);
  const kept = await snapshots.takeSnapshot(await start({ _makeSnapshot: true }));
  writeFileSync(`${folder}/library.zip`, new Uint8Array());
  const { python, handle } = await startAgain(snapshots, kept);
  const other = await startAgain(snapshots, kept);
  return { again: answersOf(handle), drawn: [draw(python), draw(other.python)] };
}

const OURS = /^(cml_calculators|in_page$|dataclass_code$)/;

/** The modules that came out of the archive, ours apart. */
function modulesOf(sys) {
  const [...names] = sys.modules.keys();
  const origin = (name) => sys.modules.get(name).__spec__?.origin ?? "";
  return names.filter((name) => !OURS.test(name) && origin(name).includes(".zip/"));
}

try {
  const first = await start({});
  const handle = first.pyimport("in_page").begin();
  const answered = answersOf(handle);
  const crashed = crash(handle);
  const sys = first.pyimport("sys");
  const loaded = modulesOf(sys);
  const [python] = sys.version.split(" ");
  const number = draw(first);
  const { again, drawn } = snapshots ? await laterVisits(snapshots) : { again: [], drawn: [] };
  writeFileSync(`${folder}/answers.json`, JSON.stringify({ python, answered, again, crashed, drawn: [number, ...drawn], loaded }));
  writeFileSync(`${folder}/calls.json`, JSON.stringify(called()));
} catch (error) {
  // Only the message: Node would print the line of source, and the line is all of Pyodide.
  console.error(error.message);
  process.exit(1);
}
// Pyodide keeps the event loop of Node alive.
process.exit(0);
