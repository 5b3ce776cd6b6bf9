import { type Message as KafkaMessage, Partitioners } from 'kafkajs';
import type { EventPublisher, Message } from '../relay/event-publisher.ts';
import { kafkaClient } from './client.ts';
import type { KafkaAddress } from './kafka-config.ts';
import { ensureTopics } from './topics.ts';

/** Publishes to Kafka: acknowledged by all replicas in sync, one request after the other, repeats dropped by the broker. */
export const kafkaPublisher = async (address: KafkaAddress): Promise<EventPublisher> => {
  const kafka = kafkaClient(address);
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return {
    prepare: (topics, partitions) => ensureTopics(kafka, topics, partitions),
    publish: async (messages) => {
      const topics = Map.groupBy(messages, ({ topic }) => topic);
      await producer.sendBatch({
        acks: -1,
        topicMessages: [...topics].map(([topic, of]) => ({ topic, messages: of.map(ofKafka) })),
      });
    },
    close: () => producer.disconnect(),
  };
};

const ofKafka = ({ partition, key, value, headers }: Message): KafkaMessage => ({
  partition,
  key,
  value: value === null || typeof value === 'string' ? value : Buffer.from(value),
  headers: { ...headers },
});
