import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { LogRestored } from '@crm/service-kit/log-restored';
import { consistencyOf } from '@crm/service-kit/questions/consistency';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, type Follower, startFollower } from '../testing/following.ts';
import { differencesToRebuild } from '../testing/rebuilt.ts';
import { backUpLog, restoreLog } from '../testing/restored-log.ts';
import { orderRebuild } from './builds/orders.ts';
import { mustBeOurs } from './log-is-ours.ts';

let database: TestDatabase;
let admin: Pool;
let service: Pool;
let store: EventStore;
let drawn = 0;
beforeAll(async () => {
  database = await testDatabase();
  [admin, service] = [database.pool(), database.pool('crm_projection')];
  store = createPostgresStore(database.pool('crm_command'));
  await happens();
  const follower = startFollower(database);
  await caughtUp(database, store);
  await follower.stop();
  await backUpLog(admin);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** A few people, and what they did. */
const happens = () =>
  appendMixed(
    store,
    Array.from({ length: 5 }, (_, n) => customerHistory(draws(++drawn), n)),
  );

/** A follower, once it has found a fault. */
const failing = async (): Promise<Follower> => {
  const follower = startFollower(database);
  while (follower.faults.length === 0) await sleep(20);
  return follower;
};

const checkpoints = async () =>
  (await admin.query('select model, position, event_id from engine.checkpoints order by model')).rows;

const ask = () => {
  const consistency = consistencyOf(database.pool('crm_query'), { onChange: () => () => undefined });
  return consistency(['customer'], undefined);
};

describe('a log', () => {
  it('is ours as long as it holds what the read models have seen', async () => {
    await mustBeOurs(service, store);
    await happens();
    await mustBeOurs(service, store);
    expect(await ask()).toMatchObject({ consistency: 'current' });
  });

  it('that ends before the read models is said to be restored; it is not followed, and no question is answered', async () => {
    const before = await checkpoints();
    await restoreLog(admin, 3);
    const follower = await failing();
    expect(String(follower.faults[0])).toMatch(
      /^LogRestored: The log ends at position \d+, and was followed to \d+: /,
    );
    await expect(ask()).rejects.toThrow(LogRestored);
    await follower.stop();
    expect(await checkpoints()).toEqual(before);
  });

  it('is found out although others wrote on since', async () => {
    await happens();
    const follower = await failing();
    expect(String(follower.faults[0])).toMatch(
      /The event at position \d+ is not the one .* `crm projections rebuild`/,
    );
    await expect(ask()).rejects.toThrow('crm projections rebuild');
    await follower.stop();
  });

  it('is ours again once the right copy is there', async () => {
    await restoreLog(admin);
    const follower = startFollower(database);
    await follower.leads;
    expect(await ask()).toMatchObject({ consistency: 'current' });
    await follower.stop();
    expect(follower.faults).toEqual([]);
  });

  it('is followed from its first event once a rebuild was ordered: of one read model is of all', async () => {
    await restoreLog(admin, 5);
    await happens();
    const follower = await failing();
    const id = await orderRebuild({ pool: service, models: readModels }, ['customer'], 'somebody');
    const state = async () =>
      (await admin.query('select state from engine.rebuilds where id = $1', [id])).rows[0]?.state;
    while ((await state()) !== 'done') await sleep(50);
    await caughtUp(database, store);
    expect(await ask()).toMatchObject({ consistency: 'current', position: await store.head() });
    expect(await differencesToRebuild(admin, store)).toEqual([]);
    await follower.stop();
  }, 60_000);
});
