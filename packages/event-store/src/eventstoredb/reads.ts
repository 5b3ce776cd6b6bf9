import type { RecordedEvent } from '@crm/contracts';
import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  type ResolvedEvent,
  START,
  type StreamingRead,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { recorded } from './events.ts';
import { NoAnswer, readFailure } from './failures.ts';
import { createGate } from './gate.ts';

/** A connection carries 100 calls, and those beyond wait in silence: these wait before their time-out begins. */
const callsAtOnce = 64;
/** Events that the client buffers; its own default of 16 makes a read wait for its reader again and again. */
export const buffer = { highWaterMark: 1024 };
/** The fewest events that are read of the log at once, where ours are found among others. */
const fewest = 64;

/** The reads of a store, each with a time-out and at most so many at once. All throw Unavailable. */
export interface Reads {
  /** Up to `max` events of a stream; `isLast` where there are no more. */
  readonly stream: (stream: string, from: number, max: number) => Promise<StreamPage>;
  readonly log: (after: bigint | null, max: number) => Promise<readonly RecordedEvent[]>;
  /** The event at a position; null where no event of ours begins there. */
  readonly at: (position: bigint) => Promise<RecordedEvent | null>;
  /** The last event of ours. */
  readonly head: () => Promise<bigint | null>;
  /** The last event of anyone. */
  readonly end: () => Promise<bigint | null>;
}

export interface StreamPage {
  readonly events: readonly RecordedEvent[];
  readonly isLast: boolean;
}

export const createReads = (client: EventStoreDBClient, answer: number): Reads => {
  const gate = createGate(callsAtOnce);
  const all = (options: Parameters<EventStoreDBClient['readAll']>[0]) =>
    gate(() => collect(client.readAll(options, buffer), answer));

  const head = async (): Promise<bigint | null> => {
    for (let [from, count]: [bigint | null, number] = [null, 1]; ; count = fewest) {
      const page = await all({ direction: BACKWARDS, maxCount: count, fromPosition: at(from, END) });
      const own = page.map(recorded).find((event) => event !== null);
      if (own !== undefined && own !== null) return own.position;
      if (page.length < count) return null;
      from = positionOf(page.at(-1));
    }
  };

  return {
    head,
    at: async (position) => {
      const page = await all({ maxCount: 1, fromPosition: at(position, START) }).catch(noneThere);
      const [event] = own(page);
      return event?.position === position ? event : null;
    },
    end: async () => positionOf((await all({ direction: BACKWARDS, maxCount: 1, fromPosition: END }))[0]),
    stream: async (stream, from, max) => {
      const options = { fromRevision: BigInt(from), maxCount: max };
      const page = await gate(() => collect(client.readStream(stream, options, buffer), answer));
      return { events: own(page), isLast: page.length < max };
    },
    log: async (after, max) => {
      const found: RecordedEvent[] = [];
      for (let last = after; ; ) {
        // A read starts at its position: what is there was read before.
        const count = Math.max(max - found.length, fewest) + (last === null ? 0 : 1);
        const page = await all({ maxCount: count, fromPosition: at(last, START) });
        found.push(...own(last === null ? page : page.slice(1)));
        if (found.length >= max) return found.slice(0, max);
        if (page.length < count) return found;
        last = positionOf(page.at(-1));
      }
    },
  };
};

/** What the server says of a position at which no event begins. */
const noneThere = (error: unknown): readonly ResolvedEvent[] => {
  if (error instanceof Error && error.message.includes('InvalidPosition')) return [];
  throw error;
};

const own = (page: readonly ResolvedEvent[]): readonly RecordedEvent[] =>
  page.map(recorded).filter((event) => event !== null);

const positionOf = (resolved: ResolvedEvent | undefined): bigint | null =>
  resolved?.event?.position?.commit ?? resolved?.commitPosition ?? null;

/** On this server the position of an event's commit is that of its preparation. */
export const at = <Else>(position: bigint | null, otherwise: Else) =>
  position === null ? otherwise : { commit: position, prepare: position };

/** Everything of one read. Its call is cancelled where it was not read to its end: it would hold its place for ever. */
const collect = async (
  read: StreamingRead<ResolvedEvent>,
  milliseconds: number,
): Promise<readonly ResolvedEvent[]> => {
  read.on('error', alreadyThrown);
  const timer = setTimeout(() => read.destroy(new NoAnswer(milliseconds)), milliseconds);
  const events: ResolvedEvent[] = [];
  try {
    for await (const event of read) {
      events.push(event);
      timer.refresh();
    }
    return events;
  } catch (error) {
    void read.cancel().catch(alreadyThrown);
    if (error instanceof StreamNotFoundError) return [];
    throw readFailure(error);
  } finally {
    clearTimeout(timer);
  }
};

/** The iteration throws what is emitted; emitted once more without a listener, it would end the process. */
export const alreadyThrown = (): void => {};
