import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp } from '../../testing/following.ts';
import { differencesToRebuild } from '../../testing/rebuilt.ts';
import { type ReplicaProcess, startReplica } from '../../testing/replica.ts';
import { orderRebuild } from './orders.ts';

/** Of a whole soak, or of a test among others. */
const rounds = Array.from({ length: process.env.SOAK ? 50 : 5 }, (_, index) => index + 1);

let database: TestDatabase;
let admin: Pool;
let store: EventStore;
const replicas: ReplicaProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  store = createPostgresStore(admin, { report: () => undefined });
  await append(0, 200);
  replicas.push(startReplica(database), startReplica(database));
  await caughtUp(database, store);
}, 30_000);
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.end()));
  await store.close();
  await database.drop();
}, 30_000);

const append = (seed: number, count: number) => {
  const draw = draws(seed);
  return appendMixed(
    store,
    Array.from({ length: count }, () => customerHistory(draw, 20)),
    4,
  );
};
const stateOf = async (id: string): Promise<string | undefined> =>
  (await admin.query<{ state: string }>('select state from engine.rebuilds where id = $1', [id])).rows[0]
    ?.state;

it.each(rounds)(
  'a rebuild whose processes are killed shows what a clean one shows (seed %i)',
  async (seed) => {
    const draw = draws(seed);
    const id = await orderRebuild({ pool: admin, models: readModels }, [], 'somebody');
    const appended = append(seed, 20);
    for (const kills = draw() < 0.5 ? 1 : 2; replicas.length > 2 - kills; ) {
      await sleep(draw() * 700);
      replicas.shift()?.process.kill('SIGKILL');
    }
    while (replicas.length < 2) replicas.push(startReplica(database));
    await appended;
    while ((await stateOf(id)) !== 'done') await sleep(20);
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  },
  60_000,
);
