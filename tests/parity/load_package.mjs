// Loads our wheel by a lock file as a page of others would, and asks it for its calculators:
//   node load_package.mjs <folder with pyodide-lock.json and the wheel>
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const [folder] = process.argv.slice(2).map((path) => resolve(path));

try {
  const { loadPyodide } = await import("pyodide");
  const lock = readFileSync(`${folder}/pyodide-lock.json`, "utf8");
  const pyodide = await loadPyodide({ lockFileContents: lock, packageBaseUrl: `${folder}/` });
  await pyodide.loadPackage("cml-calculators", { messageCallback() {} });
  console.log(pyodide.runPython("from cml_calculators.catalogue import CALCULATORS; f'{len(CALCULATORS)} calculators'"));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.exit(0);
