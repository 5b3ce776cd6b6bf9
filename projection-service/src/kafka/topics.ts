import type { Kafka } from 'kafkajs';

/** Makes topics that are not there yet, with as many copies as the cluster makes of every topic. */
export const ensureTopics = async (
  kafka: Kafka,
  topics: readonly string[],
  numPartitions: number,
): Promise<void> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const there = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !there.has(topic));
    if (missing.length > 0)
      await admin.createTopics({
        topics: missing.map((topic) => ({ topic, numPartitions, replicationFactor: -1 })),
        waitForLeaders: true,
      });
  } finally {
    await admin.disconnect();
  }
};
