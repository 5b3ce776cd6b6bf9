import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { LRUCache } from 'lru-cache';
import type { Aggregate } from './aggregate.ts';

/** Where an event with an idempotency key stands, and the HMAC of the body it came from. */
export interface Keyed {
  readonly revision: number;
  readonly position: bigint;
  readonly request: string;
}

/** A stream as decisions see it. Revision -1 and no position: there is no such stream. */
export interface Loaded {
  readonly state: unknown;
  readonly revision: number;
  readonly position: bigint | null;
  /**
   * Events with an idempotency key by id: a repeated command finds its first result here. Only ever added to, so all
   * states of a stream share one: to copy 10,000 keys took as long as the rest of a command.
   */
  readonly keyed: Map<string, Keyed>;
  /** Characters of the events folded. */
  readonly size: number;
}

/** What decisions fold: an aggregate, or the reservation of an address. */
export type Folded = Pick<Aggregate, 'initial' | 'evolve'>;

/** How much is kept warm, in characters of the events folded, which on the heap are about as many bytes. */
const warmSize = 64 * 1024 * 1024;

/** Milliseconds that a state stays warm while nobody asks for it: it may know somebody whom another process has erased. */
const warmFor = 10 * 60_000;
/** Milliseconds between looks for those whose time is over. */
const looked = 60_000;

/** Of a state with next to nothing in it: its maps and objects (2.5 kB measured with 0.9 kB of events). */
const stateSize = 1_700;

/** Of an event with an idempotency key, beside its data: its id and the HMAC of its body. */
const keyedSize = 200;

/** Reads streams and folds them, keeping states warm: a known stream costs only what is new in it. */
export const loader = (store: EventStore) => {
  const warm = new LRUCache<string, Loaded>({
    maxSize: warmSize,
    sizeCalculation: ({ size }) => size + stateSize,
    ttl: warmFor,
    ttlResolution: 1_000,
    updateAgeOnGet: true,
    perf: performance,
  });
  setInterval(() => warm.purgeStale(), looked).unref();
  const read = coalesced(store);
  const load = async (folded: Folded, stream: string): Promise<Loaded> => {
    const known = warm.get(stream) ?? nothing(folded);
    const loaded = moved(folded, known, await read(stream, known.revision + 1));
    if (loaded.revision > (warm.get(stream)?.revision ?? -1)) warm.set(stream, loaded);
    return loaded;
  };
  /** The stream as it was before a revision. */
  const before = async (folded: Folded, stream: string, revision: number): Promise<Loaded> => {
    const events = await read(stream, 0);
    return moved(folded, nothing(folded), events.slice(0, revision));
  };
  return { load, before, read };
};
export type Loader = ReturnType<typeof loader>;

/** A stream that is not there yet. */
export const nothing = ({ initial }: Folded): Loaded => ({
  state: initial,
  revision: -1,
  position: null,
  keyed: new Map(),
  size: 0,
});

/** A loaded stream moved on by later events. Types that the folds do not know belong to another feature: passed over. */
const moved = (folded: Folded, from: Loaded, events: readonly RecordedEvent[]): Loaded => {
  if (events.length === 0) return from;
  const { keyed } = from;
  let { state, revision, position, size } = from;
  for (const event of events) {
    state = evolved(folded, state, event, event.metadata.recordedAt);
    ({ revision, position } = event);
    size += JSON.stringify(event.data).length;
    const { request } = event.metadata;
    if (request === undefined) continue;
    keyed.set(event.id, { revision, position, request });
    size += keyedSize;
  }
  return { state, revision, position, keyed, size };
};

/** A state after one event. */
export const evolved = (
  folded: Folded,
  state: unknown,
  event: { readonly type: string; readonly data: unknown },
  recordedAt: string,
): unknown => {
  const evolve = folded.evolve[event.type];
  return evolve === undefined ? state : evolve(state, event.data, recordedAt);
};

/** A stream's events from a revision on. Reads asked for in the same turn share one round trip. */
const coalesced = (store: EventStore) => {
  let waiting: Promise<ReadonlyMap<string, readonly RecordedEvent[]>> | undefined;
  let asked = new Map<string, number>();

  const flush = async () => {
    await new Promise(setImmediate);
    const streams = [...asked].map(([stream, from]) => ({ stream, from }));
    waiting = undefined;
    asked = new Map();
    return store.readStreams(streams);
  };
  return async (stream: string, from: number): Promise<readonly RecordedEvent[]> => {
    asked.set(stream, Math.min(from, asked.get(stream) ?? from));
    waiting ??= flush();
    const events = (await waiting).get(stream) ?? [];
    return events.filter(({ revision }) => revision >= from);
  };
};
