import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '@crm/contracts';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, type Follower, startFollower } from '../../testing/following.ts';
import { backUpLog, restoreLog } from '../../testing/restored-log.ts';
import { orderRebuild } from '../builds/orders.ts';
import { mustBeOurs } from '../log-is-ours.ts';
import { type Reactor, react } from './react.ts';

let database: TestDatabase;
let admin: Pool;
let service: Pool;
let store: EventStore;
let follower: Follower;
let ending: AbortController;
let reacted: Promise<void>;
/** What was told, with the eras that it was told in; and what stood in the way. */
let told: { readonly id: string; readonly position: bigint; readonly eras: string }[];
let faults: unknown[];
let drawn = 0;

const mail: Reactor = {
  name: 'mail',
  lock: 1,
  begin: async (_, { eras }) => ({
    react: async (batch) =>
      void told.push(...batch.map(({ id, position }) => ({ id, position, eras: eras.join() }))),
    close: async () => undefined,
  }),
};
const start = (): void => {
  ending = new AbortController();
  faults = [];
  follower = startFollower(database);
  const onFault = (_: Reactor, fault: unknown) => faults.push(fault);
  reacted = react(mail, { pool: service, log: store, onFault }, ending.signal);
};
const stop = async (): Promise<void> => {
  ending.abort();
  await Promise.all([reacted, follower.stop()]);
};

/** Some hundred events, of which every 200th is remembered. */
const happens = () => appendMixed(store, [customerHistory(draws(++drawn), 500)], 100);
const toldTo = async (position: bigint | null): Promise<void> => {
  while ((told.at(-1)?.position ?? null) !== position) await sleep(20);
};
const all = async (): Promise<readonly RecordedEvent[]> => store.readAll(null, 10_000);

beforeEach(async () => {
  database = await testDatabase();
  [admin, service] = [database.pool(), database.pool('crm_projection', { report: () => undefined })];
  store = createPostgresStore(database.pool('crm_command', { report: () => undefined }));
  told = [];
  start();
  await happens();
  await backUpLog(admin);
  await happens();
  await caughtUp(database, store);
  await toldTo(await store.head());
}, 60_000);
afterEach(async () => {
  await stop();
  await store.close();
  await database.drop();
});

describe('a reactor on a log that was restored from an older copy', () => {
  it('says what is wrong and tells nothing, however far the log grows', async () => {
    await stop();
    const before = [...told];
    await restoreLog(admin);
    for (let writes = 0; writes < 3; writes++) await happens();
    start();
    while (faults.length < 2) await sleep(20);
    expect(faults.map(String)).toEqual(
      faults.map(() => expect.stringMatching(/^LogRestored: The event at position \d+ is not the one/)),
    );
    expect(told).toEqual(before);
  }, 60_000);

  it('finds out while it is at work', async () => {
    await follower.stop();
    const before = [...told];
    await restoreLog(admin);
    for (let writes = 0; writes < 3; writes++) await happens();
    while (faults.length === 0) await sleep(20);
    expect(told).toEqual(before);
    await expect(mustBeOurs(service, store)).rejects.toThrow('`crm projections rebuild`');
  }, 60_000);

  it('tells again, in a new era, from where the log still agrees once the read models are made anew', async () => {
    await stop();
    const lost = new Set(told.map(({ id }) => id));
    await restoreLog(admin);
    await happens();
    start();
    while (faults.length === 0) await sleep(20);
    told = [];
    await orderRebuild({ pool: service, models: readModels }, [], 'somebody');
    await toldTo(await store.head());
    const log = await all();
    const since = told[0]?.eras ?? '';
    expect(told.map(({ id }) => id)).toEqual(
      log.filter(({ position }) => position > BigInt(since)).map(({ id }) => id),
    );
    // Every 200th event or so is remembered: no more than so many are told twice.
    expect(Number(since)).toBeGreaterThan(0);
    expect(told.filter(({ id }) => lost.has(id)).length).toBeLessThan(200);
    expect(new Set(told.map(({ eras }) => eras))).toEqual(new Set([since]));
  }, 60_000);

  it('goes on where it stood once the right log is there', async () => {
    await stop();
    await backUpLog(admin);
    await restoreLog(admin, 10);
    start();
    while (faults.length === 0) await sleep(20);
    await restoreLog(admin);
    await happens();
    await toldTo(await store.head());
    expect(told.map(({ id }) => id)).toEqual((await all()).map(({ id }) => id));
    expect(told.at(-1)?.eras).toBe('');
  }, 60_000);
});
