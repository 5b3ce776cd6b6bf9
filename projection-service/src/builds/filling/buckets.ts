import type { Chunk, SpillFile } from './spill-file.ts';

/** What was set aside in a bucket. */
export interface Bucket {
  readonly texts: number;
  readonly bytes: number;
  readonly chunks: readonly Chunk[];
}

/** Text by bucket, in a file but for the last of each. */
export interface Buckets {
  /** Adds what lies between two places. */
  readonly add: (bucket: number, text: Buffer, start: number, end: number) => void;
  /** Writes what has become enough to be written. */
  readonly flush: () => Promise<void>;
  /** Writes the rest, and gives every bucket. */
  readonly end: () => Promise<readonly Bucket[]>;
}

/** Bytes of each bucket in memory. */
const heldBytes = 32 * 1024;

/** Buckets over a file. */
export const createBuckets = (count: number, file: SpillFile): Buckets => {
  const memory = Buffer.allocUnsafeSlow(count * heldBytes);
  const filled = Array.from({ length: count }, () => ({
    used: 0,
    texts: 0,
    bytes: 0,
    chunks: [] as Chunk[],
  }));
  let [waiting, owners]: [Buffer[], number[]] = [[], []];

  const hand = (bucket: number, bytes: Buffer): void => {
    waiting.push(bytes);
    owners.push(bucket);
  };
  const empty = (bucket: number): void => {
    const one = filled[bucket];
    if (one === undefined || one.used === 0) return;
    const start = bucket * heldBytes;
    hand(bucket, Buffer.from(memory.subarray(start, start + one.used)));
    one.used = 0;
  };
  const flush = async (): Promise<void> => {
    const [texts, of] = [waiting, owners];
    [waiting, owners] = [[], []];
    const chunks = await file.write(texts);
    for (const [index, chunk] of chunks.entries()) filled[of[index] ?? 0]?.chunks.push(chunk);
  };

  return {
    add: (bucket, text, start, end) => {
      const one = filled[bucket];
      if (one === undefined) throw new Error(`there is no bucket ${bucket}`);
      const bytes = end - start;
      if (one.used + bytes > heldBytes) empty(bucket);
      if (bytes > heldBytes) hand(bucket, Buffer.from(text.subarray(start, end)));
      else one.used += text.copy(memory, bucket * heldBytes + one.used, start, end);
      one.texts++;
      one.bytes += bytes;
    },
    flush,
    end: async () => {
      for (let bucket = 0; bucket < count; bucket++) empty(bucket);
      await flush();
      return filled;
    },
  };
};
