import { setTimeout as delay } from 'node:timers/promises';
import { GenericContainer, getContainerRuntimeClient, ImageName, Wait } from 'testcontainers';
import { createEventStoreDbStore } from '../src/eventstoredb/store.ts';
import type { Timings } from '../src/eventstoredb/timings.ts';
import { startEventStoreServer } from './eventstoredb-server/server.ts';

/** For tests of what a store does when nothing comes. */
export const quick: Timings = {
  answer: 500,
  patience: 2_000,
  watch: 100,
  pause: { first: 20, longest: 100 },
};

/** A server that a suite can run over. */
export interface ServerAtHand {
  readonly name: string;
  readonly start: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;
}

const image = process.env.EVENTSTORE_TEST_IMAGE ?? 'eventstore/eventstore:24.6';

/**
 * The test server always; a real one where EVENTSTORE_TEST_URL names it, or where this machine has Docker and the image.
 * Says on stderr which they are.
 */
export const serversAtHand = async (): Promise<readonly ServerAtHand[]> => {
  const real = await realServer();
  process.stderr.write(
    `EventStoreDB: over the test server, ${'name' in real ? `and over ${real.name}` : `not over a real one: ${real.reason}`}\n`,
  );
  const test = { name: 'the test server', start: startEventStoreServer };
  return 'name' in real ? [test, real] : [test];
};

const realServer = async (): Promise<ServerAtHand | { readonly reason: string }> => {
  const url = process.env.EVENTSTORE_TEST_URL;
  if (url)
    return { name: 'the server at EVENTSTORE_TEST_URL', start: async () => ({ url, stop: async () => {} }) };
  const missing = 'EVENTSTORE_TEST_URL is not set, and';
  try {
    const { image: images } = await getContainerRuntimeClient();
    if (!(await images.exists(ImageName.fromString(image))))
      return { reason: `${missing} Docker has no image ${image}` };
    return { name: image, start: inContainer };
  } catch {
    return { reason: `${missing} this machine has no Docker` };
  }
};

const inContainer = async () => {
  const container = await new GenericContainer(image)
    .withEnvironment({ EVENTSTORE_INSECURE: 'true', EVENTSTORE_MEM_DB: 'true' })
    .withExposedPorts(2113)
    .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204))
    .start();
  const url = `esdb://${container.getHost()}:${container.getMappedPort(2113)}?tls=false`;
  await untilReady(url);
  return { url, stop: async () => void (await container.stop()) };
};

/** A server that is alive may not have elected itself yet. */
const untilReady = async (url: string): Promise<void> => {
  const store = createEventStoreDbStore(url);
  for (let tries = 0; ; tries++)
    try {
      await store.head();
      return await store.close();
    } catch (error) {
      if (tries === 100) throw error;
      await delay(100);
    }
};
