// A file as text, piece by piece; never the whole of it.

/** Why a file cannot be read, in the reader's words. */
export class UnreadableFile extends Error {}

const NOT_UTF8 = "the file must be text in UTF-8, and this one is not. In a spreadsheet save it as “CSV UTF-8”.";
const GONE = "the file could not be read; it may have been moved, changed or closed off since it was chosen. Choose it again.";

/** `next(size)` gives the text of the next bytes, whether they are the last, and how many have been read. */
export function textPieces(file) {
  // Leaves out a mark of the byte order, and keeps half a character for the next piece.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let read = 0;
  return {
    async next(size) {
      const end = Math.min(read + size, file.size);
      const bytes = await bytesOf(file, read, end);
      const last = end === file.size;
      read = end;
      try {
        return { text: decoder.decode(bytes, { stream: !last }), last, read };
      } catch {
        throw new UnreadableFile(NOT_UTF8);
      }
    },
  };
}

async function bytesOf(file, start, end) {
  try {
    return await file.slice(start, end).arrayBuffer();
  } catch {
    throw new UnreadableFile(GONE);
  }
}
