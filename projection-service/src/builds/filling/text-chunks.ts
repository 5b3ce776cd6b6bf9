/** Text that is put into bytes as it comes: gathered as text, one letter beyond Latin-1 would double all of it. */
export interface TextChunks {
  readonly add: (text: string) => void;
  readonly end: () => readonly Buffer<ArrayBuffer>[];
}

/** Bytes a chunk: what is handed to a connection at a time. */
const chunkBytes = 64 * 1024;

export const createTextChunks = (): TextChunks => {
  const done: Buffer<ArrayBuffer>[] = [];
  let chunk = Buffer.alloc(0);
  let used = 0;
  const close = (): void => {
    if (used > 0) done.push(chunk.subarray(0, used));
    [chunk, used] = [Buffer.alloc(0), 0];
  };
  return {
    add: (text) => {
      // Three bytes at most for each of its units: counting them costs as much as writing them.
      if (used + 3 * text.length > chunk.length) {
        close();
        chunk = Buffer.allocUnsafeSlow(Math.max(chunkBytes, 3 * text.length));
      }
      used += chunk.write(text, used);
    },
    end: () => {
      close();
      return done;
    },
  };
};
