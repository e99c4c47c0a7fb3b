// Asks the search of a built site, with the modules and libraries that its pages load.
// Called with the folder of the site; a list of questions comes in on stdin, their answers leave on stdout.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const assets = resolve(process.argv[2], "assets");
const { createSearch } = await import(pathToFileURL(`${assets}/javascripts/search/engine.mjs`).href);
const search = await createSearch(JSON.parse(readFileSync(`${assets}/search/index.json`, "utf-8")));
const answers = JSON.parse(readFileSync(0, "utf-8")).map((question) => {
  const { results, corrections, unknown } = search(question);
  return { pages: results.slice(0, 10).map(({ address, score }) => [address, score]), corrections, unknown };
});
process.stdout.write(JSON.stringify(answers));
