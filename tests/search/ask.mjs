// Asks the search of a built site, with the modules and libraries that its pages load.
// Called with the folder of the site; a list of questions comes in on stdin, their answers leave on stdout.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const site = resolve(process.argv[2]);
const load = (path) => import(pathToFileURL(`${site}/assets/${path}`).href);
const { createSearch } = await load("javascripts/search/engine.mjs");

const index = JSON.parse(readFileSync(`${site}/assets/search/index.json`, "utf-8"));
const search = createSearch(index);
const answers = JSON.parse(readFileSync(0, "utf-8")).map((question) => {
  const start = performance.now();
  const { results, corrections } = search(question);
  return {
    pages: results.slice(0, 10).map(({ address, score }) => [address, Math.round(score * 10) / 10]),
    corrections,
    milliseconds: performance.now() - start,
  };
});
process.stdout.write(JSON.stringify(answers));
