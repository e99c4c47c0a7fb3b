// Why the calculator cannot compute, in the reader's words: what happened, and what to do.

import { element } from "./dom.mjs";

/** Without a byte, a step or an answer for so long, waiting has no use. */
export const PATIENCE_MS = 60_000;

const RELOAD = "Check the connection and reload the page.";
const ANEW = "Reload the page without its stored copy (Ctrl+Shift+R, on a Mac Cmd+Shift+R) to fetch the files anew.";
const OTHER_BROWSER = "Use a current version of Firefox, Chrome, Edge or Safari, or ask whoever looks after this computer.";

const REASONS = {
  "no-webassembly": () => ["This browser has WebAssembly switched off or does not know it; Python needs it.", OTHER_BROWSER],
  worker: () => ["This browser did not allow the background worker in which Python runs.", OTHER_BROWSER],
  file: (name) => [`The file ${name} could not be fetched.`, RELOAD],
  "wrong-file": (name) => [`A web page came in place of the file ${name}; a network login or a proxy may be in between.`, RELOAD],
  start: () => ["Python could not be started from the files that arrived; one of them may be damaged.", ANEW],
  "time-out": () => [`Nothing happened for ${PATIENCE_MS / 1000} seconds, and the calculator stopped waiting.`, RELOAD],
  broke: () => ["Python stopped during the calculation. This is a fault of the calculator, not of your entries.", ANEW],
};

export class Failure extends Error {
  /** `reason` is a key of the reasons above; `detail` is a file's name, or for the console. */
  constructor(reason, detail) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    this.detail = String(detail);
  }
}

const KEPT = "Your entries are still in the form and were sent nowhere. " +
  "The tables below on this page hold the same rules, and they do not need Python.";

/** The message as elements; `kept` says what is not lost. */
export function failureMessage(failure, kept = KEPT) {
  const [happened, todo] = REASONS[failure.reason](failure.detail);
  return [
    element("h2", {}, "The calculator cannot calculate"),
    element("p", {}, happened),
    element("p", {}, todo),
    element("p", {}, kept),
  ];
}
