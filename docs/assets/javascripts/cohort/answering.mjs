// A file through Python: a piece in, a piece of the result out. What has been answered leaves the memory of the page.

import { textPieces } from "./pieces.mjs";

const FIRST_BYTES = 4_096;
const MOST_BYTES = 262_144;
// Long enough to be worth its message, short enough to show progress and to stop soon.
const WANTED_MS = 250;
const SHOWN_FAULTS = 10;

/** The calculator refuses the file; the message says why. */
export class RefusedFile extends Error {}

/**
 * Answers a file.
 * `ask` turns a request's text into its answer's; `onProgress` hears of each piece; `isCancelled` is asked between pieces.
 * Returns the result as a Blob with its counts, or null when it was cancelled.
 */
export async function answerFile({ file, calculator, ask, onProgress, isCancelled }) {
  const pieces = textPieces(file);
  const done = { parts: [], rows: 0, faulty: 0, faults: [], read: 0, columns: null, version: "" };
  let size = FIRST_BYTES;
  let progress = null;
  let last = false;
  while (!last) {
    const piece = await pieces.next(size);
    const began = performance.now();
    const cohort = { text: piece.text, last: piece.last, progress };
    const answer = await ask({ calculator, cohort });
    if (isCancelled()) return null;
    if (!answer.ok) throw new RefusedFile(answer.errors.map(({ message }) => message).join(" "));
    ({ progress } = answer);
    ({ last } = piece);
    take(done, answer, piece.read);
    onProgress(done);
    size = nextSize(size, performance.now() - began);
  }
  return { ...done, blob: new Blob(done.parts, { type: "text/csv;charset=utf-8" }) };
}

function take(done, answer, read) {
  // Each part as a Blob of its own: the browser may keep it on disk, and no text of it stays here.
  done.parts.push(new Blob([answer.csv]));
  done.rows += answer.rows;
  done.faulty += answer.faulty;
  done.faults = [...done.faults, ...answer.faults].slice(0, SHOWN_FAULTS);
  done.columns ??= answer.columns ?? null;
  done.version = answer.version;
  done.read = read;
}

function nextSize(size, took) {
  const factor = Math.min(2, Math.max(0.25, WANTED_MS / Math.max(took, 1)));
  return Math.min(MOST_BYTES, Math.max(1_024, Math.round(size * factor)));
}
