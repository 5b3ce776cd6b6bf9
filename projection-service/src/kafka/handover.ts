import { setImmediate } from 'node:timers/promises';
import { createBell } from '@crm/event-store/bell';
import type { EachBatchPayload } from 'kafkajs';
import type { Feed, Told } from '../sources/feed.ts';
import { factOf } from './fact-of.ts';

/** A batch that Kafka's client has handed over, and goes no further before it is done with. */
interface Waiting {
  readonly told: Told;
  readonly handled: PromiseWithResolvers<void>;
  readonly heartbeat: () => Promise<void>;
}

/** Between Kafka's client, which pushes batches of a partition, and a source, which takes what there is of several. */
export interface Handover extends Pick<Feed, 'next' | 'done'> {
  /** Returns when the batch is done with. @throws where the group is to be joined anew, or was left */
  readonly handOver: (payload: EachBatchPayload) => Promise<void>;
  /** Tells the group that whoever waits is alive. */
  readonly keepAlive: () => void;
  /** The offsets up to which partitions are done with, as far as they were not asked for yet. */
  readonly takeOffsets: () => ReadonlyMap<number, string>;
  /** Lets whoever waits go: the batches come again. */
  readonly leave: () => void;
}

/** Milliseconds between looks when nothing rings. */
const pause = 1_000;

export const createHandover = (): Handover => {
  const waiting = new Map<number, Waiting>();
  const offsets = new Map<number, string>();
  const bell = createBell();
  return {
    handOver: async ({ batch, heartbeat, resolveOffset }) => {
      const { partition, messages } = batch;
      const handled = Promise.withResolvers<void>();
      const here = { told: { partition, facts: messages.map(factOf) }, handled, heartbeat };
      waiting.set(partition, here);
      bell.ring();
      try {
        await handled.promise;
      } finally {
        if (waiting.get(partition) === here) waiting.delete(partition);
      }
      const end = batch.lastOffset();
      resolveOffset(end);
      offsets.set(partition, String(BigInt(end) + 1n));
    },
    next: async (partitions, signal) => {
      for (;;) {
        const mark = bell.mark();
        const told = [...waiting.values()].map(({ told }) => told);
        const ours = told.filter(({ partition }) => partitions.has(partition));
        if (ours.length > 0 || signal.aborted) return signal.aborted ? [] : ours;
        await bell.wait(mark, pause, signal);
        // All batches of a fetch are handed over at once, each in a turn of its own: they share a transaction.
        await setImmediate();
      }
    },
    done: (told) => {
      for (const one of told) {
        const batch = waiting.get(one.partition);
        if (batch?.told === one) batch.handled.resolve();
      }
    },
    keepAlive: () => {
      for (const { heartbeat, handled } of waiting.values()) heartbeat().catch(handled.reject);
    },
    takeOffsets: () => {
      const taken = new Map(offsets);
      offsets.clear();
      return taken;
    },
    leave: () => {
      for (const { handled } of waiting.values()) handled.reject(new Error('the group was left'));
    },
  };
};
