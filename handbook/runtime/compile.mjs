// Compiles sources inside Pyodide, so that the bytecode is of the very Python that will run it.
//   node compile.mjs <folder of Pyodide> <program.py> <sources.zip> <compiled.zip>
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, program, sources, compiled] = process.argv.slice(2);

try {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  // Without columns: Python's own compiler then writes short line tables that are still whole.
  const python = await loadPyodide({ indexURL: `${folder}/`, env: { PYTHONNODEBUGRANGES: "1" } });
  python.FS.writeFile("/sources.zip", readFileSync(sources));
  python.runPython(readFileSync(program, "utf8"));
  writeFileSync(compiled, python.FS.readFile("/compiled.zip"));
} catch (error) {
  // Only the message: Node would print the line of source, and the line is all of Pyodide.
  console.error(error.message);
  process.exit(1);
}
// Pyodide keeps the event loop of Node alive.
process.exit(0);
