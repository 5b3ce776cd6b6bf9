import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import { topicPartitions } from '../relay/messages.ts';
import type { Feed } from '../sources/feed.ts';
import { kafkaClient } from './client.ts';
import { createHandover, type Handover } from './handover.ts';
import type { KafkaAddress } from './kafka-config.ts';
import { ensureTopics } from './topics.ts';

/** Where the feed is, and who reads it together. */
export interface Membership {
  readonly address: KafkaAddress;
  readonly topic: string;
  readonly group: string;
  /** Told of faults that are overcome by joining again. */
  readonly onFault: (fault: unknown) => void;
}

/** A feed, until its end. */
export interface KafkaFeed {
  readonly feed: Feed;
  readonly ended: Promise<void>;
}

/** Milliseconds: for how long one who is silent stays in the group, and between signs of life and commits. */
const session = 10_000;
const tick = 1_000;
/** Milliseconds that a broker may wait for news: so long does it take to hear that the group changes. */
const longestPoll = 500;
/** Of a fetch, all partitions together: they are in memory until their transaction is through. */
const mostBytes = 2 * 1024 * 1024;
/** The longest pause between attempts, in milliseconds. */
const longestPause = 5_000;

/** The feed as Kafka keeps it; the partitions are divided by its consumer group, which is left when the signal aborts. */
export const kafkaFeed = (membership: Membership, signal: AbortSignal): KafkaFeed => {
  const handover = createHandover();
  let assigned: ReadonlySet<number> = new Set();
  const stayIn = async (onJoined: () => void): Promise<void> => {
    try {
      await takePart(membership, handover, signal, (partitions) => {
        assigned = new Set(partitions);
        onJoined();
      });
    } finally {
      // Whoever is out of the group gives back what it held.
      assigned = new Set();
    }
  };
  const ended = (async () => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await stayIn(() => {
          failures = 0;
        });
      } catch (error) {
        if (signal.aborted) return;
        membership.onFault(error);
        const wait = Math.min(100 * 2 ** failures++, longestPause) * (0.5 + Math.random() / 2);
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  })();
  return { feed: { assigned: () => assigned, next: handover.next, done: handover.done }, ended };
};

/** Is a member of the group until the signal aborts. @throws what ended it before */
const takePart = async (
  { address, topic, group }: Membership,
  handover: Handover,
  signal: AbortSignal,
  onJoined: (partitions: readonly number[]) => void,
): Promise<void> => {
  const kafka = kafkaClient(address);
  await ensureTopics(kafka, [topic], topicPartitions);
  const consumer = kafka.consumer({
    groupId: group,
    sessionTimeout: session,
    heartbeatInterval: tick,
    maxWaitTimeInMs: longestPoll,
    maxBytes: mostBytes,
    retry: { restartOnFailure: async () => false },
  });
  const over = Promise.withResolvers<void>();
  // Judged where it is awaited, which may be after it failed.
  over.promise.catch(() => undefined);
  const end = () => over.resolve();
  signal.addEventListener('abort', end);
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => onJoined(payload.memberAssignment[topic] ?? []));
  consumer.on(consumer.events.CRASH, ({ payload }) => over.reject(payload.error));
  const ticking = setInterval(() => {
    handover.keepAlive();
    // What is not committed comes again, and is known by its position.
    commit(consumer, topic, handover).catch(() => undefined);
  }, tick);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: topicPartitions,
      eachBatch: handover.handOver,
    });
    await over.promise;
    await commit(consumer, topic, handover);
  } finally {
    clearInterval(ticking);
    signal.removeEventListener('abort', end);
    handover.leave();
    await consumer.disconnect();
  }
};

const commit = async (consumer: Consumer, topic: string, handover: Handover): Promise<void> => {
  const offsets = [...handover.takeOffsets()].map(([partition, offset]) => ({ topic, partition, offset }));
  if (offsets.length > 0) await consumer.commitOffsets(offsets);
};
