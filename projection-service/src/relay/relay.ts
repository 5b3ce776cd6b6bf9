import type { Reactor } from '../reactors/react.ts';
import type { EventPublisher } from './event-publisher.ts';
import { messagesOf, topicPartitions } from './messages.ts';

/** By what name the engine knows how far the log has been told. */
export const relayName = 'relay';

/** Tells the whole log to others: every event at least once, in order within its partition. */
export const relay = (prefix: string, connect: () => Promise<EventPublisher>): Reactor => ({
  name: relayName,
  lock: 0x72656c61,
  begin: async (_, { eras }) => {
    // A new one each time: one that failed may not know what it has published.
    const publisher = await connect();
    const prepared = new Set<string>();
    return {
      react: async (batch, after) => {
        const messages = messagesOf(prefix, batch, after, eras);
        const topics = new Set(messages.map(({ topic }) => topic)).difference(prepared);
        if (topics.size > 0) await publisher.prepare([...topics], topicPartitions);
        for (const topic of topics) prepared.add(topic);
        await publisher.publish(messages);
      },
      close: publisher.close,
    };
  },
});
