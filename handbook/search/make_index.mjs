// Makes the index of the search from the texts of the pages, with the modules that will read it.
// Called with the folder of the search's modules; texts come in on stdin, the index leaves on stdout.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { pack } = await import(pathToFileURL(`${process.argv[2]}/stored.mjs`).href);
const { texts, ...rest } = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify({ ...rest, ...pack(texts) }));
