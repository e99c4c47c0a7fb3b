// Answers requests with the wheel of the calculators in Pyodide under Node.
//   node run_pyodide.mjs <folder of Pyodide> <wheel> <requests.json> <answers.json>
// requests.json is a list of request texts as the page sends them; answers.json gets a list of answer texts.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, wheel, requests, answers] = process.argv.slice(2).map((path) => resolve(path));

try {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  const pyodide = await loadPyodide({ indexURL: `${folder}/` });
  pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
  const handle = pyodide.pyimport("cml_calculators.browser").handle;
  const answered = JSON.parse(readFileSync(requests, "utf8")).map((request) => handle(request));
  writeFileSync(answers, JSON.stringify({ python: pyodide.runPython("import sys; sys.version.split()[0]"), answered }));
} catch (error) {
  // Only the message: Node would print the line of source, and the line is all of Pyodide.
  console.error(error.message);
  process.exit(1);
}
// Pyodide keeps the event loop of Node alive.
process.exit(0);
