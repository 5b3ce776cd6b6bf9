import type { RecordedEvent } from '@crm/contracts';
import type { Pool } from 'pg';
import { type Admitted, admit } from '../admit.ts';
import { type Capabilities, type EventStore, maxAppendBytes } from '../port.ts';
import { appendAll } from './append.ts';
import { createGroupCommit, defaultLimits, type GroupCommitLimits } from './group-commit.ts';
import { readLines } from './read-lines.ts';
import { readEvents, readHead } from './reads.ts';
import { createAnnouncer, createTail } from './tail.ts';

const caps: Capabilities = { multiStreamAppend: true, maxAppendBytes, keepsKeys: true };
const pageSize = 500;
/** Before everything: a row that somebody smuggled in below the first position is read, and found out. */
const beforeAll = -(2n ** 63n);
const atEnd = 2n ** 63n - 1n;

/** How a Postgres store is made. */
export interface PostgresOptions {
  readonly limits?: Partial<GroupCommitLimits>;
  /** Told of what the store overcomes by itself: a lost LISTEN connection, a NOTIFY that failed. */
  readonly report?: (error: unknown) => void;
}

/**
 * The store on Postgres: group commit under one locked head row, so position order = commit order = visibility order.
 * The pool stays the caller's: the store takes a connection per flush, one to LISTEN, one per read, and ends none.
 */
export const createPostgresStore = (pool: Pool, options: PostgresOptions = {}): EventStore => {
  const report = options.report ?? ((error) => process.emitWarning(String(error)));
  const closing = new AbortController();
  const tail = createTail(pool, closing.signal, report);
  const announcer = createAnnouncer(pool, report);
  const group = createGroupCommit(
    async (batch: readonly Admitted[]) => {
      const outcomes = await appendAll(pool, batch);
      if (outcomes.some((outcome) => !(outcome instanceof Error))) announcer.announce();
      return outcomes;
    },
    { ...defaultLimits, ...options.limits },
  );

  const readAll = (after: bigint | null, max: number) => readEvents(pool, 'log', [after ?? beforeAll, max]);

  return {
    caps,
    append: async (request, newKeys) => group.add(admit(request, caps, new Date(), newKeys)),

    readStream: async function* (stream, from = 0) {
      for (let start = from; ; start += pageSize) {
        const page = await readEvents(pool, 'stream', [stream, start, pageSize]);
        if (page.length > 0) yield page;
        if (page.length < pageSize) return;
      }
    },

    readStreams: async (streams) => {
      const wanted = new Map(streams.map(({ stream, from = 0 }) => [stream, from]));
      const found = new Map<string, RecordedEvent[]>([...wanted.keys()].map((stream) => [stream, []]));
      for (const event of await readEvents(pool, 'streams', [[...wanted.keys()], [...wanted.values()]]))
        found.get(event.stream)?.push(event);
      return found;
    },

    readAll,
    readLines: (until = atEnd) => readLines(pool, beforeAll, until),

    eventAt: async (position) => {
      const [event] = await readAll(position - 1n, 1);
      return event?.position === position ? event : null;
    },

    subscribe: async function* (after, { batch, signal }) {
      const ended = AbortSignal.any([signal, closing.signal]);
      for (let last = after; !ended.aborted; ) {
        const mark = tail.mark();
        const page = await readAll(last, batch);
        if (page.length > 0) yield page;
        last = page.at(-1)?.position ?? last;
        if (page.length < batch) await tail.after(mark, ended);
      }
    },

    head: () => readHead(pool),

    close: async () => {
      await group.close();
      await announcer.finished();
      closing.abort();
    },
  };
};
