import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { campaignHistory } from '@crm/read-models/testing/campaign-histories';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, type Follower, startFollower } from '../../testing/following.ts';
import { describeOnKafka, sharedBroker } from '../../testing/kafka/at-hand.ts';
import { fromKafka } from '../../testing/kafka/kafka-follower.ts';
import { type Relaying, startRelay } from '../../testing/kafka/relaying.ts';
import { differencesToRebuild } from '../../testing/rebuilt.ts';
import { backUpLog, restoreLog } from '../../testing/restored-log.ts';
import { orderRebuild } from '../builds/orders.ts';
import { eraOf } from '../reactors/progress.ts';
import { topicPartitions } from '../relay/messages.ts';
import { relayName } from '../relay/relay.ts';

let database: TestDatabase;
let admin: Pool;
let store: EventStore;
let prefix: string;
let ends: (() => Promise<void>)[];
beforeEach(async () => {
  ends = [];
  prefix = `test-${randomUUID()}`;
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  store = createPostgresStore(admin, { report: () => undefined });
});
afterEach(async () => {
  await Promise.all(ends.map((end) => end()));
  await store.close();
  await database.drop();
});

const histories = (seed: number, count: number, length: number) => {
  const draw = draws(seed);
  return [
    ...Array.from({ length: count }, () => customerHistory(draw, Math.floor(draw() * length))),
    campaignHistory(draw, length),
  ];
};
const relaying = (): Relaying => {
  const relay = startRelay(
    database.pool('crm_projection', { report: () => undefined }),
    sharedBroker(),
    prefix,
  );
  ends.push(relay.stop);
  return relay;
};
const following = (group = `${prefix}.projections`): Follower & { readonly end: () => Promise<void> } => {
  const { told, leave } = fromKafka(store, sharedBroker(), prefix, {
    group,
    era: () => eraOf(admin, relayName),
  });
  const follower = startFollower(database, readModels, told);
  const end = async () => {
    await Promise.all([follower.stop(), leave()]);
  };
  ends.push(end);
  return { ...follower, end };
};
const holders = async (): Promise<number> =>
  Number((await admin.query('select count(distinct holder) as n from engine.leases')).rows[0]?.n);

describeOnKafka('projections that take their events from Kafka', () => {
  it('make the rows that a rebuild makes, and come to the end in every partition', async () => {
    relaying();
    const { faults } = following();
    await appendMixed(store, histories(1, 40, 40));
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
    const { rows } = await admin.query(
      'select count(distinct partition)::integer as partitions, count(distinct position)::integer as positions from engine.checkpoints',
    );
    expect(rows).toEqual([{ partitions: topicPartitions, positions: 1 }]);
    expect(faults).toEqual([]);
  }, 60_000);

  it('wait for no silent partition: one event moves the checkpoints of all', async () => {
    relaying();
    const { leads } = following();
    await appendMixed(store, histories(2, 3, 3));
    await caughtUp(database, store);
    await leads;
    const [one] = histories(3, 1, 1);
    if (one === undefined) throw new Error('there is one');
    const begunAt = performance.now();
    await appendMixed(store, [one]);
    await caughtUp(database, store);
    // A poll of the broker takes half a second where nothing comes: marks come with the event.
    expect(performance.now() - begunAt).toBeLessThan(2_000);
  }, 60_000);

  it('are shared by replicas as the group divides them, and taken over from one that goes', async () => {
    relaying();
    const first = following();
    await appendMixed(store, histories(4, 20, 10));
    await caughtUp(database, store);
    following();
    while ((await holders()) !== 2) await sleep(50);
    await appendMixed(store, histories(5, 20, 10));
    await caughtUp(database, store);
    await first.end();
    await appendMixed(store, histories(6, 20, 10));
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  }, 90_000);

  it('go on where they stood when they had followed the store before', async () => {
    const before = startFollower(database);
    await appendMixed(store, histories(7, 20, 20));
    await caughtUp(database, store);
    await before.stop();
    relaying();
    following();
    await appendMixed(store, histories(8, 20, 20));
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
    const { rows } = await admin.query('select partitions from engine.plan');
    expect(rows).toEqual([{ partitions: topicPartitions }]);
  }, 90_000);

  it('take nothing from before the log was restored from an older copy', async () => {
    const relay = relaying();
    const before = following();
    await appendMixed(store, histories(9, 20, 20));
    await backUpLog(admin);
    await appendMixed(store, histories(10, 30, 30));
    await caughtUp(database, store);
    await Promise.all([relay.stop(), before.end()]);
    await restoreLog(admin, 10);
    await appendMixed(store, histories(11, 5, 5));
    const again = relaying();
    // A group of its own has the whole topic before it, what is gone as well.
    following(`${prefix}.others`);
    while (again.faults.length === 0) await sleep(20);
    await orderRebuild({ pool: database.pool('crm_projection'), models: readModels }, [], 'somebody');
    await caughtUp(database, store);
    await appendMixed(store, histories(12, 5, 5));
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  }, 90_000);

  const seeds = Array.from({ length: process.env.SOAK ? 10 : 1 }, (_, seed) => seed + 10);
  it.each(seeds)(
    'have every event once though replicas and relay are killed (seed %i)',
    async (seed) => {
      const draw = draws(seed);
      const program = new URL('../../testing/kafka/follow-process.ts', import.meta.url).pathname;
      const args = [database.url('crm_projection'), sharedBroker(), prefix];
      const replicas: ChildProcess[] = [];
      const start = () => replicas.push(fork(program, args, { execArgv: [] }));
      start();
      start();
      try {
        for (let kill = 0; kill < 5; kill++) {
          const appending = appendMixed(store, histories(100 * seed + kill, 40, 40), 2);
          await sleep(1_500 * draw());
          const [victim] = replicas.splice(Math.floor(draw() * replicas.length), 1);
          victim?.kill('SIGKILL');
          start();
          await appending;
        }
        await caughtUp(database, store);
        expect(await differencesToRebuild(admin, store)).toEqual([]);
      } finally {
        for (const replica of replicas) replica.kill('SIGKILL');
        await Promise.all(replicas.map((replica) => replica.exitCode ?? once(replica, 'exit')));
      }
    },
    180_000,
  );
});
