// In the worker: the memory of a Python that has started and knows the calculators, put back in place of a start.
//
// The file is made at build. Unpacked it is: the length of a description, the description as JSON, the head of Pyodide's
// snapshot, and the pages that are not as the WebAssembly itself lays them out.

/** What is in the file. */
export function readMemory(file) {
  const [size] = new Uint32Array(file, 0, 1);
  const description = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 4, size)));
  return { ...description, content: new Uint8Array(file, 4 + size) };
}

/**
 * What Pyodide is given for its snapshot, and who is to hear of the memory of the WebAssembly before anything runs.
 * Pyodide asks a snapshot for its length, as the memory is made so large; for its head; and for the rest, to copy it over
 * the memory. In place of that copy each page is written where it belongs: the memory need not exist twice.
 */
export function snapshotOf({ head, length, page, pages, content }) {
  let memory = null;
  const putBack = () => {
    const bytes = new Uint8Array(memory.buffer);
    pages.forEach((number, place) => {
      const from = head + place * page;
      bytes.set(content.subarray(from, from + page), number * page);
    });
    return new Uint8Array();
  };
  const snapshot = Object.defineProperties(content.subarray(), {
    length: { value: head + length },
    subarray: { value: (from, to) => (to === undefined ? putBack() : content.subarray(from, to)) },
  });
  return { snapshot, hearOf: (made) => { memory = made; } };
}

/** Throws unless Python answers a known question as it did when the memory was taken. */
export function checkMemory(handle, { question, answer }) {
  if (handle(question) !== answer) throw new Error("Python calculates otherwise than when its memory was taken");
}
