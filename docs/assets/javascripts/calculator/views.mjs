// How the result of a calculator is shown: by a view of its own, or else by its answers. A page fetches its view alone.

import { Failure, PATIENCE_MS } from "./failures.mjs";

const OWN = {
  phase: "phase-view.mjs",
  "molecular-response": "molecular-view.mjs",
  kinetics: "kinetics-view.mjs",
  "risk-scores": "risk-scores-view.mjs",
  "treatment-free-remission": "treatment-free-remission-view.mjs",
  mutations: "mutations-view.mjs",
};

/** The functions `sentence`, `view` and `textLines`; rejected with a Failure when they do not come. */
export function viewOf(calculator) {
  const file = OWN[calculator] ?? "answers-view.mjs";
  const fetched = import(`./${file}`).catch(() => { throw new Failure("file", file); });
  let patience = 0;
  const waited = new Promise((_, reject) => { patience = setTimeout(() => reject(new Failure("time-out", file)), PATIENCE_MS); });
  return Promise.race([fetched, waited]).finally(() => clearTimeout(patience));
}
