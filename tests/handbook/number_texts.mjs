// Reads texts, one JSON string a line, and writes for each the JSON number that the page would send, or null.
import { createInterface } from "node:readline";
import { numberAsJson } from "../../docs/assets/javascripts/calculator/numbers.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(numberAsJson(JSON.parse(line))));
}
