import { setTimeout as sleep } from 'node:timers/promises';
import { GenericContainer, getContainerRuntimeClient, ImageName, Wait } from 'testcontainers';
import { freePort } from '../../../standalone/src/free-port.ts';
import type { OwnBroker } from './broker.ts';

const image = process.env.KAFKA_TEST_IMAGE ?? 'apache/kafka:4.1.0';

/** Whether this machine has Docker and the image. */
export const hasImage = async (): Promise<boolean> => {
  try {
    const { image: images } = await getContainerRuntimeClient();
    return await images.exists(ImageName.fromString(image));
  } catch {
    return false;
  }
};

/** Starts a broker in a container, on a port of this machine that stays the same over restarts. */
export const startContainer = async (): Promise<OwnBroker> => {
  const port = await freePort();
  const container = await new GenericContainer(image)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: 'PLAINTEXT://0.0.0.0:9092,CONTROLLER://localhost:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://localhost:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  const { container: docker } = await getContainerRuntimeClient();
  const own = docker.getById(container.getId());
  return {
    brokers: `localhost:${port}`,
    kill: async () => {
      await own.kill({ signal: 'SIGKILL' });
      while ((await own.inspect()).State.Running) await sleep(50);
    },
    start: async () => {
      await own.start();
    },
    stop: async () => {
      await container.stop();
    },
  };
};
