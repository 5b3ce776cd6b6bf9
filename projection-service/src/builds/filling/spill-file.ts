import { readSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where in the file some text lies, in bytes. */
export interface Chunk {
  readonly start: number;
  readonly length: number;
}

/** A file without a name, for what is written once and read in another order. */
export interface SpillFile {
  readonly write: (bytes: readonly Buffer[]) => Promise<readonly Chunk[]>;
  /** Its number, for whoever reads it in this process. */
  readonly fd: number;
  readonly close: () => Promise<void>;
}

/** Opens one that only this process can read. It is gone as soon as it is closed, also by a crash. */
export const openSpillFile = async (folder: string): Promise<SpillFile> => {
  const own = await mkdtemp(join(folder, 'crm-rebuild-'));
  try {
    const file = await open(join(own, 'events'), 'wx+', 0o600);
    let end = 0;
    return {
      write: async (bytes) => {
        const begun = end;
        const chunks = bytes.map(({ length }) => {
          end += length;
          return { start: end - length, length };
        });
        const { bytesWritten } = await file.writev(bytes, begun);
        if (bytesWritten < end - begun) throw new Error('the disk took only a part of what was spilled');
        return chunks;
      },
      fd: file.fd,
      close: () => file.close(),
    };
  } finally {
    // An open file stays readable without its name.
    await rm(own, { recursive: true, force: true });
  }
};

/** Reads at once: what was just written is in the system's memory, and hundreds of promises take longer than reading it. */
export const readChunks = (fd: number, chunks: readonly Chunk[], memory?: Memory): Buffer => {
  const length = chunks.reduce((sum, { length }) => sum + length, 0);
  const bytes = memory?.(length) ?? Buffer.allocUnsafe(length);
  let filled = 0;
  for (const { start, length } of chunks) filled += readSync(fd, bytes, filled, length, start);
  return bytes;
};

/** Gives so many bytes of memory that is used again: what was read into it before is gone. */
export type Memory = (bytes: number) => Buffer;

/** Memory that grows to the most that was ever asked for. */
export const reused = (): Memory => {
  let memory: Buffer = Buffer.alloc(0);
  return (bytes) => {
    if (bytes > memory.length) memory = Buffer.allocUnsafeSlow(bytes);
    return memory.subarray(0, bytes);
  };
};
