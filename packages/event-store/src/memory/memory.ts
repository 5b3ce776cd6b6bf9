import type { RecordedEvent } from '@crm/contracts';
import { admit } from '../admit.ts';
import { Unavailable } from '../errors.ts';
import { type Capabilities, type EventStore, maxAppendBytes } from '../port.ts';
import { createMemoryLog, type MemoryLog, read, write } from './log.ts';

const pageSize = 500;

/** How a memory store is made. */
export interface MemoryOptions {
  /** Several streams in one append; false plays a store that cannot. Default true. */
  readonly multiStreamAppend?: boolean;
  /** A log to share with other stores, or to find again after a restart. Default: an empty one. */
  readonly log?: MemoryLog;
}

/** The store in memory: for tests, with the behaviour of the real ones. */
export const createMemoryStore = ({
  multiStreamAppend = true,
  log = createMemoryLog(),
}: MemoryOptions = {}): EventStore => {
  const caps: Capabilities = { multiStreamAppend, maxAppendBytes, keepsKeys: false };
  const closing = new AbortController();

  const readStream = async function* (stream: string, from = 0) {
    for (let start = from; ; start += pageSize) {
      const page = (log.streams.get(stream) ?? []).slice(start, start + pageSize).map(read);
      if (page.length > 0) yield page;
      if (page.length < pageSize) return;
    }
  };
  const pageAfter = (after: bigint | null, max: number): readonly RecordedEvent[] => {
    const start = after === null ? 0 : firstAfter(log, after);
    return log.all.slice(start, start + max).map(read);
  };

  return {
    caps,
    append: async (request, newKeys) => {
      if (closing.signal.aborted) throw new Unavailable('the event store is closed');
      return write(log, admit(request, caps, new Date(), newKeys));
    },
    readStream,
    readStreams: async (streams) =>
      new Map(
        streams.map(({ stream, from = 0 }) => [
          stream,
          (log.streams.get(stream) ?? []).slice(from).map(read),
        ]),
      ),
    readAll: async (after, max) => pageAfter(after, max),
    eventAt: async (position) => {
      const found = log.all.find((event) => event.position === position);
      return found === undefined ? null : read(found);
    },
    subscribe: async function* (after, { batch, signal }) {
      const ended = AbortSignal.any([signal, closing.signal]);
      for (let last = after; !ended.aborted; ) {
        const page = pageAfter(last, batch);
        const end = page.at(-1);
        if (end === undefined) await nextAppend(log, ended);
        else {
          yield page;
          last = end.position;
        }
      }
    },
    head: async () => log.all.at(-1)?.position ?? null,
    close: async () => closing.abort(),
  };
};

const firstAfter = ({ all }: MemoryLog, after: bigint): number =>
  all.findLastIndex(({ position }) => position <= after) + 1;

const nextAppend = ({ waiting }: MemoryLog, ended: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      ended.removeEventListener('abort', wake);
      resolve();
    };
    if (ended.aborted) return resolve();
    waiting.add(wake);
    ended.addEventListener('abort', wake);
  });
