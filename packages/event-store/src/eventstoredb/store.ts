import { EventStoreDBClient } from '@eventstore/db-client';
import { admit } from '../admit.ts';
import { type Capabilities, type EventStore, maxAppendBytes } from '../port.ts';
import { append } from './append.ts';
import { createBatchAppend } from './batch-append.ts';
import { createReads } from './reads.ts';
import { createTail } from './tail.ts';
import { defaultTimings, type Timings } from './timings.ts';
import { type AppendLimits, createUnderWay, defaultAppendLimits } from './under-way.ts';

const caps: Capabilities = { multiStreamAppend: false, maxAppendBytes, keepsKeys: false };
const pageSize = 500;

/** How an EventStoreDB store is made. */
export interface EventStoreDbOptions {
  readonly limits?: AppendLimits;
  readonly timings?: Partial<Timings>;
  /** Told of what the store overcomes by itself: a subscription that ended or fell silent. */
  readonly report?: (error: unknown) => void;
}

/**
 * The store on EventStoreDB or KurrentDB, at an address like `esdb://host:2113?tls=false`. It has three connections, as
 * one carries 100 calls and lets those beyond wait in silence: for appends, for reads, for the one subscription.
 */
export const createEventStoreDbStore = (url: string, options: EventStoreDbOptions = {}): EventStore => {
  const report = options.report ?? ((error) => process.emitWarning(String(error)));
  const timings = { ...defaultTimings, ...options.timings };
  const connection = () => EventStoreDBClient.connectionString(url);
  const [writing, reading, following] = [connection(), connection(), connection()];
  const closing = new AbortController();
  const reads = createReads(reading, timings.answer);
  const tail = createTail({ client: following, reads, timings, signal: closing.signal, report });
  const underWay = createUnderWay(options.limits ?? defaultAppendLimits);
  const appending = {
    send: createBatchAppend(writing),
    timings,
    positionOf: async (stream: string, revision: number) =>
      (await reads.stream(stream, revision, 1)).events[0]?.position ?? 0n,
  };

  const readStream: EventStore['readStream'] = async function* (stream, from = 0) {
    for (let start = from; ; start += pageSize) {
      const { events, isLast } = await reads.stream(stream, start, pageSize);
      if (events.length > 0) yield events;
      if (isLast) return;
    }
  };

  return {
    caps,
    append: async (request, newKeys) => {
      const admitted = admit(request, caps, new Date(), newKeys);
      return underWay.run(admitted.bytes, () => append(appending, admitted));
    },
    readStream,
    readStreams: async (streams) =>
      new Map(
        await Promise.all(
          streams.map(
            async ({ stream, from }) =>
              [stream, (await Array.fromAsync(readStream(stream, from))).flat()] as const,
          ),
        ),
      ),
    readAll: reads.log,
    eventAt: reads.at,
    subscribe: async function* (after, { batch, signal }) {
      const ended = AbortSignal.any([signal, closing.signal]);
      // What is there comes from the log, in full batches; the tail is for what comes then.
      for (let [last, isLate] = [after, true]; !ended.aborted; ) {
        const mark = tail.mark();
        const page = (isLate ? null : tail.held(last, batch)) ?? (await reads.log(last, batch));
        if (page.length > 0) yield page;
        last = page.at(-1)?.position ?? last;
        isLate &&= page.length === batch;
        if (page.length < batch) await tail.after(mark, ended);
      }
    },
    head: reads.head,
    close: async () => {
      await underWay.close();
      closing.abort();
      await Promise.all([writing, reading, following].map((client) => client.dispose()));
    },
  };
};
