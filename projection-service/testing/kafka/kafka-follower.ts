import type { EventStore } from '@crm/event-store';
import type { Following } from '../../src/engine/follow.ts';
import { kafkaFeed } from '../../src/kafka/kafka-feed.ts';
import { feedTopic, topicPartitions } from '../../src/relay/messages.ts';
import { feedSource } from '../../src/sources/feed-source.ts';

/** What a follower of a plain log needs to take its events from Kafka, and what ends that. */
export const fromKafka = (
  store: EventStore,
  brokers: string,
  prefix: string,
): { readonly told: Pick<Following, 'partitions' | 'source'>; readonly leave: () => Promise<void> } => {
  const leaving = new AbortController();
  const { feed, ended } = kafkaFeed(
    {
      address: { brokers: brokers.split(','), tls: false },
      topic: feedTopic(prefix),
      group: `${prefix}.projections`,
      onFault: () => undefined,
    },
    leaving.signal,
  );
  const source = feedSource({ feed, store, open: async (page) => page, era: async () => 0 });
  return {
    told: { partitions: topicPartitions, source },
    leave: async () => {
      leaving.abort();
      await ended;
    },
  };
};
