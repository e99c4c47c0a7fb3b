// Calls one function of a module of the search: path, name and a list of lists of arguments come in on stdin.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { path, name, calls } = JSON.parse(readFileSync(0, "utf-8"));
const module = await import(pathToFileURL(path).href);
process.stdout.write(JSON.stringify(calls.map((given) => module[name](...given))));
