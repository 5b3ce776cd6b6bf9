import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { campaignHistory } from '@crm/read-models/testing/campaign-histories';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, type Follower, startFollower } from '../../../testing/following.ts';
import { differencesToRebuild } from '../../../testing/rebuilt.ts';
import { type ReplicaOptions, type ReplicaProcess, startReplica } from '../../../testing/replica.ts';

let database: TestDatabase;
let admin: Pool;
let store: EventStore;
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  store = createPostgresStore(admin, { report: () => undefined });
});
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
  await store.close();
  await database.drop();
});

const follower = (partitions: number, models = readModels): Follower & { readonly held: () => number } => {
  let held = 0;
  const one = startFollower(database, models, {
    partitions,
    onShare: (share) => {
      held = share.held.size;
    },
  });
  ends.push(one.stop);
  return { ...one, held: () => held };
};
const replica = (options: ReplicaOptions = {}): ReplicaProcess => {
  const one = startReplica(database, options);
  ends.push(one.end);
  return one;
};
const append = (seed: number, count = 20) => {
  const draw = draws(seed);
  return appendMixed(
    store,
    Array.from({ length: count }, () => customerHistory(draw, 20)),
    4,
  );
};
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await sleep(20);
};
const partitions = async (): Promise<number> =>
  (await admin.query<{ partitions: number }>('select partitions from engine.plan')).rows[0]?.partitions ?? 0;
const holds = (one: ReplicaProcess, held: number, from?: number) =>
  one.says((said) => said.held === held, from);

it('shares the partitions with whoever comes, and takes those of whoever goes', async () => {
  const first = follower(64);
  await until(() => first.held() === 64);
  await append(1);
  const second = follower(64);
  await until(() => first.held() === 32 && second.held() === 32);
  await append(2);
  await caughtUp(database, store);
  expect(await differencesToRebuild(admin, store)).toEqual([]);
  await append(3);
  await first.stop();
  await until(() => second.held() === 64);
  await append(4);
  await caughtUp(database, store);
  expect(await differencesToRebuild(admin, store)).toEqual([]);
  expect([...first.faults, ...second.faults]).toEqual([]);
}, 30_000);

it('divides the work into 64 partitions and back into one, with events arriving all the while', async () => {
  const single = follower(1);
  await append(5);
  const both = [follower(64), follower(64)];
  await append(6);
  // Not before all of them wish it.
  expect(await partitions()).toBe(1);
  await single.stop();
  await until(async () => (await partitions()) === 64);
  await append(7);
  await until(() => both.every(({ held }) => held() === 32));
  const singles = [follower(1), follower(1)];
  await append(8);
  for (const one of both) await one.stop();
  await until(async () => (await partitions()) === 1);
  await append(9);
  await until(() => singles.some(({ held }) => held() === 1));
  await caughtUp(database, store);
  expect(await differencesToRebuild(admin, store)).toEqual([]);
  expect([single, ...both, ...singles].flatMap(({ faults }) => faults)).toEqual([]);
}, 60_000);

it('brings back a read model that nobody followed while the work was divided anew', async () => {
  const touches = (seed: number) => appendMixed(store, [campaignHistory(draws(seed), 40)]);
  const all = follower(64);
  await until(() => all.held() === 64);
  await touches(20);
  await caughtUp(database, store);
  await all.stop();
  const fewer = readModels.filter(({ name }) => name !== 'campaign_touch');
  const some = follower(1, fewer);
  await until(async () => (await partitions()) === 1);
  await touches(21);
  await caughtUp(database, store, fewer);
  await some.stop();
  follower(1);
  await touches(22);
  await caughtUp(database, store);
  expect(await differencesToRebuild(admin, store)).toEqual([]);
}, 30_000);

it('replaces a replica that is frozen past its lease, and refuses what it writes when it wakes up', async () => {
  const frozen = replica({ freezes: true });
  const other = replica();
  await Promise.all([holds(frozen, 32), holds(other, 32)]);
  const before = other.said.length;
  await append(10);
  await frozen.says(({ frozen }) => frozen === true);
  await append(11);
  await holds(other, 64, before);
  await caughtUp(database, store);
  expect(await differencesToRebuild(admin, store)).toEqual([]);

  const woken = frozen.said.length;
  frozen.process.kill('SIGCONT');
  await frozen.says(({ superseded }) => superseded === true, woken);
  await holds(frozen, 32, woken);
  await append(12);
  await caughtUp(database, store);
  expect(await differencesToRebuild(admin, store)).toEqual([]);
  expect([...frozen.said, ...other.said].flatMap(({ fault }) => fault ?? [])).toEqual([]);
}, 60_000);

it('goes on at once where a replica is killed', async () => {
  const killed = replica();
  const other = replica();
  await Promise.all([holds(killed, 32), holds(other, 32)]);
  await append(13);
  killed.process.kill('SIGKILL');
  const at = performance.now();
  await holds(other, 64, other.said.length);
  expect(performance.now() - at).toBeLessThan(5_000);
  await append(14);
  await caughtUp(database, store);
  expect(await differencesToRebuild(admin, store)).toEqual([]);
}, 60_000);

it.each([1, 2])(
  'makes the rows that a rebuild makes, whichever replica is killed and when (seed %i)',
  async (seed) => {
    const draw = draws(100 + seed);
    const replicas = [replica(), replica()];
    await Promise.all(replicas.map((one) => holds(one, 32)));
    for (let kill = 0; kill < 3; kill++) {
      const appended = append(200 + 10 * seed + kill, 40);
      await sleep(draw() * 400);
      replicas.splice(draw() < 0.5 ? 0 : 1, 1)[0]?.process.kill('SIGKILL');
      await appended;
      replicas.push(replica());
    }
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  },
  60_000,
);
