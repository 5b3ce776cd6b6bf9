import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { Metadata, type ServerWritableStream, status } from '@grpc/grpc-js';
import type { MemoryLog } from '../../src/memory/log.ts';
import type { Faults } from './faults.ts';
import { eventResponse, identifier, nameOf, type StoredEvent } from './stored.ts';
import { type Subscriptions, serveSubscription } from './subscriptions.ts';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Options = streams.ReadReq.Options;

/** What the read handler works on. */
export interface Reading {
  readonly log: MemoryLog;
  readonly faults: Faults;
  readonly subscriptions: Subscriptions;
}

/** One stream or the whole log, forwards or backwards, or a subscription to the whole log. */
export const read =
  (reading: Reading) =>
  (call: ReadCall): void => {
    call.on('error', () => {});
    const options = call.request.getOptions() ?? new streams.ReadReq.Options();
    if (options.hasSubscription()) return void serveSubscription(reading, call, options);
    if (reading.faults.readsUnanswered) return;
    void (options.hasStream() ? readOne(reading, call, options) : readWhole(reading, call, options));
  };

const readOne = async ({ log, faults }: Reading, call: ReadCall, options: Options): Promise<void> => {
  const asked = options.getStream() ?? new streams.ReadReq.Options.StreamOptions();
  const name = nameOf(asked.getStreamIdentifier());
  if (faults.refusal === 'stream-deleted') return fail(call, status.FAILED_PRECONDITION, 'stream-deleted');
  if (faults.refusal === 'access-denied') return fail(call, status.PERMISSION_DENIED, 'access-denied');
  const stored = log.streams.get(name);
  if (stored === undefined) {
    const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier(name));
    call.write(new streams.ReadResp().setStreamNotFound(missing));
    call.end();
    return;
  }
  const start = asked.hasRevision() ? Number(asked.getRevision()) : asked.hasEnd() ? stored.length - 1 : 0;
  await sendAll(call, slice(stored, start, options));
};

const readWhole = async ({ log }: Reading, call: ReadCall, options: Options): Promise<void> => {
  const asked = options.getAll() ?? new streams.ReadReq.Options.AllOptions();
  const start = asked.hasPosition()
    ? indexOf(log, asked.getPosition()?.getCommitPosition() ?? '0')
    : asked.hasEnd()
      ? log.all.length - 1
      : 0;
  if (start === -1 && asked.hasPosition()) return fail(call, status.UNKNOWN, 'InvalidPosition');
  // Forwards from a position gives its event first, backwards the one before it.
  const isBefore = asked.hasPosition() && options.getReadDirection() === 1;
  await sendAll(call, slice(log.all, isBefore ? start - 1 : start, options));
};

/** From an index on, so many, in the direction that was asked for. */
const slice = (events: readonly StoredEvent[], start: number, options: Options): readonly StoredEvent[] => {
  const count = Number(options.getCount());
  if (options.getReadDirection() === 0) return events.slice(start, start + count);
  return events.slice(Math.max(0, start + 1 - count), start + 1).toReversed();
};

/** The place of a position; -1 where no event has it. */
export const indexOf = ({ all }: MemoryLog, position: string): number => {
  const wanted = BigInt(position);
  let [low, high] = [0, all.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = all[middle]?.position ?? 0n;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
};

const sendAll = async (call: ReadCall, events: readonly StoredEvent[]): Promise<void> => {
  for (const event of events) if (!(await send(call, eventResponse(event)))) return;
  call.end();
};

/** Waits while the reader is slower than the server; false when it has gone. */
export const send = async (call: ReadCall, response: streams.ReadResp, pace = 0): Promise<boolean> => {
  if (pace > 0) await delay(pace);
  if (call.cancelled) return false;
  if (call.write(response)) return true;
  const gone = new AbortController();
  const leave = () => gone.abort();
  call.once('cancelled', leave);
  await once(call, 'drain', { signal: gone.signal }).catch(() => {});
  call.off('cancelled', leave);
  return !call.cancelled;
};

/** Ends a call with an error, by code and by the name that the client maps. */
export const fail = (call: ReadCall, code: status, exception: string): void => {
  const metadata = new Metadata();
  metadata.set('exception', exception);
  metadata.set('stream-name', nameOf(call.request.getOptions()?.getStream()?.getStreamIdentifier()));
  call.emit('error', { code, details: exception, metadata });
};
