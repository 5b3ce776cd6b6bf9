import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { partitionOf } from '@crm/contracts';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { eventBytes } from '@crm/event-store/canonical';
import { readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { appendMixed, caughtUp, startFollower } from '../../testing/following.ts';
import {
  describeOnKafka,
  describeOnOwnKafka,
  sharedBroker,
  startOwnBroker,
} from '../../testing/kafka/at-hand.ts';
import { consumed } from '../../testing/kafka/consume.ts';
import { readTopic } from '../../testing/kafka/read-topic.ts';
import { type Relaying, relayed, relayedTo, startRelay } from '../../testing/kafka/relaying.ts';
import { backUpLog, restoreLog } from '../../testing/restored-log.ts';
import { orderRebuild } from '../builds/orders.ts';
import { topicPartitions } from './messages.ts';

let database: TestDatabase;
let store: EventStore;
let prefix: string;
const relays: Relaying[] = [];
beforeEach(async () => {
  prefix = `test-${randomUUID()}`;
  database = await testDatabase();
  store = createPostgresStore(database.pool('admin', { report: () => undefined }), {
    report: () => undefined,
  });
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await store.close();
  await database.drop();
});

const histories = (seed: number, count: number, length: number) => {
  const draw = draws(seed);
  return Array.from({ length: count }, () => customerHistory(draw, Math.floor(draw() * length)));
};
const started = (brokers: string): Relaying => {
  const pool = database.pool('crm_projection', { report: () => undefined });
  const relay = startRelay(pool, brokers, prefix);
  relays.push(relay);
  return relay;
};
/** The log by partition, as a consumer has it that follows the recipe. */
const byPartition = async () => {
  const log = await store.readAll(null, 100_000);
  return log.toSorted(
    (a, b) => partitionOf(a.stream, topicPartitions) - partitionOf(b.stream, topicPartitions),
  );
};
const feedOf = async (brokers: string) => {
  const messages = await readTopic(brokers, `${prefix}.events`);
  return consumed(messages.toSorted((a, b) => a.partition - b.partition));
};
const expectWholeLog = async (brokers: string): Promise<void> => {
  const { events, reached } = await feedOf(brokers);
  const log = await byPartition();
  expect(events.map(({ id }) => id)).toEqual(log.map(({ id }) => id));
  expect(reached.size).toBe(topicPartitions);
  expect(new Set(reached.values())).toEqual(new Set([await store.head()]));
};

describeOnKafka('the relay', () => {
  it('tells every event as it is stored, in order within its partition, and marks the others', async () => {
    started(sharedBroker());
    await appendMixed(store, histories(1, 30, 20));
    await relayed(database, store);
    await expectWholeLog(sharedBroker());
    const { events } = await feedOf(sharedBroker());
    const log = await byPartition();
    expect(events.map(({ value }) => value)).toEqual(
      log.map((event) => String(Buffer.from(eventBytes(event)))),
    );
    expect(events.map(({ stream }) => stream)).toEqual(log.map(({ stream }) => stream));
  }, 60_000);

  it('tells the events of an aggregate in a topic of their own', async () => {
    started(sharedBroker());
    await appendMixed(store, histories(2, 10, 10));
    await relayed(database, store);
    const messages = await readTopic(sharedBroker(), `${prefix}.customer`);
    const log = await store.readAll(null, 100_000);
    expect(new Set(messages.map(({ headers }) => headers.id))).toEqual(new Set(log.map(({ id }) => id)));
    expect(messages.every(({ key, headers }) => key?.startsWith('customer-') && !headers.mark)).toBe(true);
  }, 60_000);

  it.each([1, 2])(
    'goes on where it stood when it is killed again and again (seed %i)',
    async (seed) => {
      const draw = draws(seed);
      const program = new URL('../../testing/kafka/relay-process.ts', import.meta.url).pathname;
      const args = [database.url('crm_projection'), sharedBroker(), prefix];
      for (let kill = 0; kill < 3; kill++) {
        const before = await relayedTo(database);
        const child = fork(program, args, { execArgv: [] });
        const appending = appendMixed(store, histories(10 * seed + kill, 50, 60), 2);
        while ((await relayedTo(database)) === before) await sleep(5);
        await sleep(draw() * 200);
        child.kill('SIGKILL');
        await Promise.all([once(child, 'exit'), appending]);
      }
      started(sharedBroker());
      await relayed(database, store);
      await expectWholeLog(sharedBroker());
    },
    60_000,
  );

  it('tells a log that was restored from an older copy in a new era, from where it still agrees', async () => {
    const admin = database.pool('admin');
    const follower = startFollower(database);
    const relay = started(sharedBroker());
    await appendMixed(store, histories(6, 30, 40));
    await backUpLog(admin);
    await appendMixed(store, histories(7, 30, 40));
    await Promise.all([relayed(database, store), caughtUp(database, store)]);
    await Promise.all([relay.stop(), follower.stop()]);
    await restoreLog(admin, 20);
    await appendMixed(store, histories(8, 10, 10));
    const again = started(sharedBroker());
    while (again.faults.length === 0) await sleep(20);
    await orderRebuild({ pool: database.pool('crm_projection'), models: readModels }, [], 'somebody');
    await appendMixed(store, histories(9, 60, 40));
    await relayed(database, store);
    await expectWholeLog(sharedBroker());
    const messages = await readTopic(sharedBroker(), `${prefix}.events`);
    const [era] = new Set(messages.map(({ headers }) => headers.eras ?? '').filter((eras) => eras !== ''));
    expect(Number(era)).toBeGreaterThan(0);
  }, 60_000);

  it('tells nothing personal in clear text, in no topic, key or header', async () => {
    const keyring = postgresKeyring(database.pool('crm_command'), Buffer.alloc(32, 5));
    const sealed = sealedStore(store, keyring);
    started(sharedBroker());
    const people = histories(3, 10, 10).map(({ stream, events }) => ({
      stream,
      events: [...events, { type: 'CustomerDetailsChanged', data: { lastName: 'Unmistakable' } } as const],
    }));
    await appendMixed(sealed, people);
    await relayed(database, store);
    for (const topic of ['events', 'customer']) {
      const text = JSON.stringify(await readTopic(sharedBroker(), `${prefix}.${topic}`));
      expect(text.includes('sealed')).toBe(true);
      expect(text.includes('Unmistakable')).toBe(false);
    }
  }, 60_000);
});

describeOnOwnKafka('the relay, its broker away', () => {
  /** Milliseconds. */
  const away = process.env.SOAK ? 60_000 : 8_000;

  it('loses nothing and keeps the order', async () => {
    const broker = await startOwnBroker();
    try {
      const relay = started(broker.brokers);
      await appendMixed(store, histories(4, 20, 20));
      await relayed(database, store);
      const appending = appendMixed(store, histories(5, 60, 40), 1);
      await broker.kill();
      await sleep(away);
      await broker.start();
      await appending;
      await relayed(database, store);
      expect(relay.faults.length).toBeGreaterThan(0);
      await expectWholeLog(broker.brokers);
    } finally {
      await broker.stop();
    }
  }, 120_000);
});
