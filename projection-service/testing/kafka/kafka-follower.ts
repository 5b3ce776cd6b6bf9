import type { EventStore } from '@crm/event-store';
import type { Following } from '../../src/engine/following/follow.ts';
import { kafkaFeed } from '../../src/kafka/kafka-feed.ts';
import { feedTopic, topicPartitions } from '../../src/relay/messages.ts';
import { feedSource } from '../../src/sources/feed-source.ts';

/** How a test differs from a service: the era that the log is in, and the group. */
interface Member {
  readonly era?: () => Promise<number>;
  readonly group?: string;
}

/** What a follower of a plain log needs to take its events from Kafka, as a member of a group, and what ends that. */
export const fromKafka = (
  store: EventStore,
  brokers: string,
  prefix: string,
  { era = async () => 0, group = `${prefix}.projections` }: Member = {},
): { readonly told: Pick<Following, 'partitions' | 'source'>; readonly leave: () => Promise<void> } => {
  const leaving = new AbortController();
  const { feed, ended } = kafkaFeed(
    {
      address: { brokers: brokers.split(','), tls: false },
      topic: feedTopic(prefix),
      group,
      onFault: () => undefined,
    },
    leaving.signal,
  );
  const source = feedSource({ feed, store, open: async (page) => page, era });
  return {
    told: { partitions: topicPartitions, source },
    leave: async () => {
      leaving.abort();
      await ended;
    },
  };
};
