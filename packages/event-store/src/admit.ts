import { validate } from 'uuid';
import { canonical } from './canonical.ts';
import { AppendTooLarge, InvalidAppend, Unsupported } from './errors.ts';
import type { Capabilities, ExpectedRevision, NewEvent, StreamAppend } from './port.ts';
import type { WrappedKey } from './sealing/keyring.ts';

/** An event as it is stored: `data` and `metadata` are exactly the canonical text that proofs hash. */
export interface AdmittedEvent {
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly data: string;
  readonly metadata: string;
}

/** One stream's part of an append that has passed the door. */
export interface AdmittedStream {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly AdmittedEvent[];
}

/** An append that no store can find fault with, except for the revisions it expects. */
export interface Admitted {
  readonly streams: readonly AdmittedStream[];
  /** Canonical data and metadata, in UTF-8. */
  readonly bytes: number;
  /** Of the streams that have none yet. */
  readonly newKeys: readonly WrappedKey[];
}

/**
 * The door of every store: what is refused whatever the log holds is refused here, alike on each of them.
 * `recordedAt` is set here, once: retries keep it.
 * @throws InvalidAppend, Unsupported, NotCanonical, AppendTooLarge
 */
export const admit = (
  request: readonly StreamAppend[],
  caps: Capabilities,
  now: Date,
  newKeys: readonly WrappedKey[] = [],
): Admitted => {
  if (request.length === 0) throw new InvalidAppend('an append needs a stream');
  if (request.length > 1 && !caps.multiStreamAppend)
    throw new Unsupported('this store appends to one stream at a time');
  if (request.length > 1 && new Set(request.map(({ stream }) => stream)).size < request.length)
    throw new InvalidAppend('an append names each stream once');
  if (newKeys.length > 0 && !caps.keepsKeys) throw new Unsupported('this store keeps no keys');

  const recordedAt = now.toISOString();
  const streams = request.map((append) => admitStream(append, recordedAt));
  const bytes = streams.reduce((sum, { events }) => sum + sizeOf(events), 0);
  if (bytes > caps.maxAppendBytes) throw new AppendTooLarge(bytes, caps.maxAppendBytes);
  return { streams, bytes, newKeys };
};

const admitStream = ({ stream, expected, events }: StreamAppend, recordedAt: string): AdmittedStream => {
  mustBeName('stream', stream);
  if (typeof expected === 'number' && !isCount(expected))
    throw new InvalidAppend(`${expected} is no revision`);
  if (events.length === 0) throw new InvalidAppend(`an append to ${stream} needs an event`);
  if (events.length > 1 && new Set(events.map(({ id }) => id)).size < events.length)
    throw new InvalidAppend(`an append to ${stream} has an event id twice`);
  return { stream, expected, events: events.map((event) => admitEvent(event, recordedAt)) };
};

const admitEvent = ({ id, type, schema, data, metadata }: NewEvent, recordedAt: string): AdmittedEvent => {
  mustBeName('type', type);
  if (!validate(id) || id !== id.toLowerCase())
    throw new InvalidAppend('an event id is a UUID in lower case');
  if (!isCount(schema) || schema === 0) throw new InvalidAppend(`${schema} is no schema version`);
  return { id, type, schema, data: canonical(data), metadata: canonical({ ...metadata, recordedAt }) };
};

/** Short, printable, no spaces: names stand in indexes, URLs and logs. @throws InvalidAppend */
export const mustBeName = (what: string, text: string): void => {
  if (!/^[\x21-\x7e]{1,200}$/.test(text))
    throw new InvalidAppend(`a ${what} is 1 to 200 printable ASCII characters`);
};

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 31;

const sizeOf = (events: readonly AdmittedEvent[]): number =>
  events.reduce((sum, { data, metadata }) => sum + Buffer.byteLength(data) + Buffer.byteLength(metadata), 0);
