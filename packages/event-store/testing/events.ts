import type { RecordedEvent } from '@crm/contracts';
import { v7 } from 'uuid';
import type { EventStore, ExpectedRevision, NewEvent, StreamAppend } from '../src/port.ts';

/** A stream nobody else writes to. */
export const newStream = (): string => `note-${v7()}`;

/** An event worth nothing but its place in the log. */
export const noted = (text: string, id: string = v7()): NewEvent => ({
  id,
  type: 'Noted',
  schema: 1,
  data: { text },
  metadata: { actor: 'system', correlation: id, causation: id },
});

/** So many of them. */
export const notes = (count: number, text = 'note'): NewEvent[] =>
  Array.from({ length: count }, (_, index) => noted(`${text} ${index}`));

/** An append to one stream. */
export const to = (
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): readonly StreamAppend[] => [{ stream, expected, events }];

/** A whole stream, its pages put together. */
export const streamEvents = async (store: EventStore, stream: string, from?: number) =>
  (await Array.fromAsync(store.readStream(stream, from))).flat();

/** The whole log after a position, its pages put together. */
export const logAfter = async (store: EventStore, after: bigint | null, max = 1000) => {
  const found: RecordedEvent[] = [];
  for (let last = after; ; last = found.at(-1)?.position ?? last) {
    const page = await store.readAll(last, max);
    found.push(...page);
    if (page.length < max) return found;
  }
};

/** Follows the log until so many events have come. */
export const follow = async (store: EventStore, after: bigint | null, count: number, batch = 100) => {
  const found: RecordedEvent[] = [];
  const done = new AbortController();
  for await (const page of store.subscribe(after, { batch, signal: done.signal })) {
    found.push(...page);
    if (found.length >= count) done.abort();
  }
  return found;
};

/** The texts of events, in order. */
export const texts = (events: readonly RecordedEvent[]): unknown[] =>
  events.map(({ data }) => (data as { text: unknown }).text);
