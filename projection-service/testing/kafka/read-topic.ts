import { randomUUID } from 'node:crypto';
import { Kafka, type KafkaMessage, logLevel } from 'kafkajs';

/** A message as it lies in a topic. */
export interface Kept {
  readonly partition: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A client for what tests look up. */
export const testClient = (brokers: string): Kafka =>
  new Kafka({ clientId: 'test', brokers: brokers.split(','), logLevel: logLevel.NOTHING });

/** How many messages each partition of a topic has had. */
export const endsOf = async (brokers: string, topic: string): Promise<ReadonlyMap<number, number>> => {
  const admin = testClient(brokers).admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
};

/** All that a topic holds at this moment, each partition's messages in order. */
export const readTopic = async (brokers: string, topic: string): Promise<readonly Kept[]> => {
  const ends = await endsOf(brokers, topic);
  const left = new Set([...ends].filter(([, end]) => end > 0).map(([partition]) => partition));
  if (left.size === 0) return [];
  const kept: Kept[] = [];
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const consumer = testClient(brokers).consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { partition, messages } }) => {
      const end = ends.get(partition) ?? 0;
      for (const message of messages) if (Number(message.offset) < end) kept.push(keptAs(partition, message));
      if (Number(messages.at(-1)?.offset) + 1 >= end) left.delete(partition);
      if (left.size === 0) resolve();
    },
  });
  await over;
  await consumer.disconnect();
  return kept;
};

const keptAs = (partition: number, { key, value, headers = {} }: KafkaMessage): Kept => ({
  partition,
  key: key?.toString() ?? null,
  value: value?.toString() ?? null,
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
});
