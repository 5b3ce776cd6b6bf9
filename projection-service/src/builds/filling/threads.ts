import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Keyring, Keys } from '@crm/event-store';
import type { CopyTable } from './copy-rows.ts';
import type { PreparedPart } from './prepared-part.ts';
import type { SpilledPart } from './spill.ts';
import type { FromThread, NamedTable, SentPart, ToThread } from './thread-messages.ts';

/** Threads that fold what was spilled, each one part after the other. */
export interface Threads {
  /** So many parts are folded at a time, or wait for a thread: it need not wait for the writer. */
  readonly width: number;
  /** Tells what is filled from which file, before anything is folded. */
  readonly begin: (tables: readonly CopyTable[], file: number) => void;
  /** Folds a part in the thread whose turn it is; where others come first, with rests. */
  readonly fold: (part: SpilledPart, isBusy: boolean) => Promise<PreparedPart>;
  readonly close: () => Promise<void>;
}

/** As much as a thread needs for the parts that it folds; without it, it would take what the machine has. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 48 };

/**
 * Percent by which a heap may grow before all of it is collected. Rows pass through by the hundred megabytes, which V8 takes
 * for growth: left to itself it collects so often that a rebuild takes a tenth longer.
 */
const growth = 65;
const asV8Likes = 0;
const growBy = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);

/**
 * Starts threads that fold. They are handed the keys of what they open, null where nothing is sealed: neither the master
 * key nor a connection is theirs.
 */
export const startThreads = (count: number, keys: Pick<Keyring, 'find'> | null): Threads => {
  growBy(growth);
  const threads = Array.from({ length: count }, () => startThread(keys));
  let filled: readonly CopyTable[] = [];
  let turn = 0;
  return {
    width: 2 * count,
    begin: (tables, file) => {
      filled = tables;
      for (const { tell } of threads)
        tell({ begin: { tables: tables.map(named), file, isSealed: keys !== null } });
    },
    fold: async ({ chunks }, isBusy) => {
      const thread = threads[turn++ % count];
      if (thread === undefined) throw new Error('there is no thread');
      return received(filled, await thread.fold({ fold: { chunks, isBusy } }));
    },
    close: async () => {
      await Promise.all(threads.map(({ end }) => end()));
      growBy(asV8Likes);
    },
  };
};

const startThread = (keys: Pick<Keyring, 'find'> | null) => {
  const worker = new Worker(new URL('./fold-thread.ts', import.meta.url), { resourceLimits });
  const tell = (message: ToThread): void => worker.postMessage(message);
  const awaited: PromiseWithResolvers<SentPart>[] = [];
  /** After which no part comes any more. */
  let ended: unknown;
  const end = (error: unknown): void => {
    ended ??= error;
    for (const { reject } of awaited.splice(0)) reject(error);
  };
  const answer = async (subjects: readonly string[]): Promise<void> =>
    tell({ keys: sentKeys((await keys?.find(subjects)) ?? new Map()) });
  worker.on('message', (message: FromThread) => {
    if ('find' in message) answer(message.find).catch(end);
    else if ('folded' in message) awaited.shift()?.resolve(message.folded);
    else end(message.failed);
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('a thread that folds has ended')));
  return {
    tell,
    fold: async (message: ToThread): Promise<SentPart> => {
      if (ended !== undefined) throw ended;
      const part = Promise.withResolvers<SentPart>();
      awaited.push(part);
      tell(message);
      return part.promise;
    },
    end: () => worker.terminate(),
  };
};

const named = ({ build: { model, build, rebuild }, statement, kinds }: CopyTable): NamedTable => ({
  model: model.name,
  version: model.version,
  build,
  rebuild,
  statement,
  kinds,
});

const sentKeys = (keys: Keys) =>
  [...keys].map(([subject, { key, generation }]) => [subject, Uint8Array.from(key), generation] as const);

const received = (tables: readonly CopyTable[], { tables: sent, parked }: SentPart): PreparedPart => ({
  tables: tables.map((table, n) => ({
    table,
    lines: (sent[n]?.lines ?? []).map(({ buffer, byteOffset, length }) =>
      Buffer.from(buffer, byteOffset, length),
    ),
    counted: sent[n]?.counted ?? [],
  })),
  parked: parked.flatMap(({ table, poison }) => {
    const build = tables[table]?.build;
    return build === undefined ? [] : [{ build, poison }];
  }),
});
