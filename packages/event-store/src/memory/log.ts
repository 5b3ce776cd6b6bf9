import type { RecordedEvent } from '@crm/contracts';
import type { Admitted, AdmittedEvent, AdmittedStream } from '../admit.ts';
import { WrongExpectedRevision } from '../errors.ts';
import { type AppendResult, latest } from '../port.ts';

interface StoredEvent extends AdmittedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
}

/** What a memory store writes to. Stores that share one behave like processes that share a database. */
export interface MemoryLog {
  readonly all: StoredEvent[];
  readonly streams: Map<string, StoredEvent[]>;
  /** Called once after the next append. */
  readonly waiting: Set<() => void>;
}

/** An empty log. */
export const createMemoryLog = (): MemoryLog => ({ all: [], streams: new Map(), waiting: new Set() });

/** Writes an append as a whole, or finds it written, or refuses it as a whole. */
export const write = (log: MemoryLog, { streams }: Admitted): AppendResult => {
  const verdicts = streams.map((append) => judge(log.streams.get(append.stream) ?? [], append));
  if (verdicts.every((verdict) => verdict === 'new')) {
    const last = streams.map((append) => store(log, append));
    for (const wake of log.waiting) wake();
    return resultOf(last);
  }
  const known = streams.map(({ stream, events }, index) => {
    const verdict = verdicts[index];
    return typeof verdict === 'number' ? log.streams.get(stream)?.[verdict + events.length - 1] : undefined;
  });
  if (known.every((event) => event !== undefined)) return resultOf(known);
  const refused = streams[verdicts.findIndex((verdict) => verdict !== 'new')]?.stream ?? '';
  throw new WrongExpectedRevision(refused, log.streams.get(refused)?.at(-1)?.revision ?? null);
};

/** The event as readers get it: parsed anew each time, so no reader can change the log. */
export const read = ({ data, metadata, ...event }: StoredEvent): RecordedEvent => ({
  ...event,
  data: JSON.parse(data),
  metadata: JSON.parse(metadata),
});

/** `new`, the revision at which these very events already stand, or `refused`. */
const judge = (
  stored: readonly StoredEvent[],
  { expected, events }: AdmittedStream,
): 'new' | 'refused' | number => {
  const current = stored.length - 1;
  const ids = new Set(events.map(({ id }) => id));
  const first = stored.findIndex(({ id }) => ids.has(id));
  if (first === -1) {
    const fits =
      expected === 'any' || (expected === 'exists' ? current >= 0 : current === revisionOf(expected));
    return fits ? 'new' : 'refused';
  }
  const inPlace = expected === 'any' || expected === 'exists' || first === revisionOf(expected) + 1;
  return inPlace && events.every(({ id }, index) => stored[first + index]?.id === id) ? first : 'refused';
};

const revisionOf = (expected: 'none' | number): number => (expected === 'none' ? -1 : expected);

/** Positions grow by the event's size, as on EventStoreDB: whoever computes with them is found out. */
const store = (log: MemoryLog, { stream, events }: AdmittedStream): StoredEvent => {
  const stored = log.streams.get(stream) ?? [];
  log.streams.set(stream, stored);
  for (const event of events) {
    const position = (log.all.at(-1)?.position ?? 0n) + BigInt(event.data.length + event.metadata.length);
    const placed = { ...event, stream, revision: stored.length, position };
    stored.push(placed);
    log.all.push(placed);
  }
  return stored.at(-1) as StoredEvent;
};

const resultOf = (last: readonly StoredEvent[]): AppendResult => ({
  position: latest(last.map(({ position }) => position)),
  revisions: last.map(({ revision }) => revision),
});
