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

/** Room for the snapshot, and how it is filled as soon as the WebAssembly has laid out its memory. */
export function snapshotOf({ head, length, laid, page, pages, content }) {
  const snapshot = new Uint8Array(head + length);
  const fill = (memory) => {
    snapshot.set(content.subarray(0, head));
    snapshot.set(new Uint8Array(memory, 0, laid), head);
    pages.forEach((number, place) => {
      const from = head + place * page;
      snapshot.set(content.subarray(from, from + page), head + number * page);
    });
  };
  return { snapshot, fill };
}

/** Throws unless Python answers a known question as it did when the memory was taken. */
export function checkMemory(handle, { question, answer }) {
  if (handle(question) !== answer) throw new Error("Python calculates otherwise than when its memory was taken");
}
