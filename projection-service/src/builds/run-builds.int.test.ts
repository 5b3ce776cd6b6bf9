import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { customer, readModels } from '@crm/read-models';
import { campaignHistory } from '@crm/read-models/testing/campaign-histories';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, type Follower, startFollower } from '../../testing/following.ts';
import { differencesToRebuild } from '../../testing/rebuilt.ts';
import { cancelRebuild, type Ordering, orderRebuild, orderRollback, orderSwitch } from './orders.ts';

let database: TestDatabase;
let admin: Pool;
let store: EventStore;
let ordering: Ordering;
const followers: Follower[] = [];

beforeEach(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  store = createPostgresStore(admin, { report: () => undefined });
  ordering = { pool: database.pool('crm_projection', { max: 2 }), models: readModels };
});
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  await store.close();
  await database.drop();
});

const follow = (models = readModels, partitions = 1): Follower => {
  const follower = startFollower(database, models, { partitions });
  followers.push(follower);
  return follower;
};
const append = (seed: number, count = 30) => {
  const draw = draws(seed);
  const campaigns = Array.from({ length: 3 }, () => campaignHistory(draw, 30));
  return appendMixed(store, [
    ...Array.from({ length: count }, () => customerHistory(draw, 20)),
    ...campaigns,
  ]);
};
const ended = async (id: string): Promise<string> => {
  for (;;) {
    const { rows } = await admin.query<{ state: string; fault: string | null }>(
      `select state, fault from engine.rebuilds where id = $1 and finished_at is not null`,
      [id],
    );
    if (rows[0]) return [rows[0].state, rows[0].fault].filter(Boolean).join(': ');
    await sleep(10);
  }
};
const shown = async () => {
  const { rows } = await admin.query<{ model: string; of: string }>(
    `select model, version || '/' || build as of from engine.builds where state = 'shown'`,
  );
  return Object.fromEntries(rows.map(({ model, of }) => [model, of]));
};
/** Tables of read models that no book knows. */
const stray = async () => {
  const { rows } = await admin.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'live'::regnamespace and c.relkind = 'r' and not exists (
       select from engine.builds b
       where c.relname = b.model || '_v' || b.version || case b.build when 1 then '' else '_b' || b.build end
     )`,
  );
  return rows.map(({ name }) => name);
};
const first = `${customer.version}/1`;
const second = `${customer.version}/2`;

describe('a rebuild', () => {
  it.each([1, 64])(
    'shows new tables of all models while events arrive, in %i partitions',
    async (partitions) => {
      const follower = follow(readModels, partitions);
      await append(1);
      await caughtUp(database, store);
      const id = await orderRebuild(ordering, [], 'somebody');
      await append(2);
      expect(await ended(id)).toBe('done');
      await append(3);
      await caughtUp(database, store);
      expect(new Set(Object.values(await shown()).map((of) => of.split('/')[1]))).toEqual(new Set(['2']));
      expect(await differencesToRebuild(admin, store)).toEqual([]);
      expect(await stray()).toEqual([]);
      expect(follower.faults).toEqual([]);
    },
    30_000,
  );

  it('that is ordered before anything is shown goes together with whoever enters the first builds', async () => {
    await append(13);
    const orders = await Promise.all([
      orderRebuild(ordering, [], 'somebody').catch((error: unknown) => error),
      ...[1, 2].map(async () => follow()),
    ]);
    const id = orders.find((order) => typeof order === 'string');
    if (typeof id === 'string') expect(await ended(id)).toBe('done');
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
    expect(await stray()).toEqual([]);
  }, 30_000);

  it('takes what is counted over rows along, and keeps one build to go back to', async () => {
    follow();
    await append(4);
    await caughtUp(database, store);
    for (const build of ['2', '3']) {
      expect(await ended(await orderRebuild(ordering, ['customer'], 'somebody'))).toBe('done');
      expect(await shown()).toMatchObject({ customer: `${customer.version}/${build}`, campaign: '1/1' });
    }
    const { rows } = await admin.query(
      `select model, build from engine.builds where state = 'kept' order by 1`,
    );
    expect(rows).toEqual([
      { model: 'customer', build: 2 },
      { model: 'customer_count', build: 2 },
    ]);
    expect(await stray()).toEqual([]);
  }, 30_000);

  it('shows nothing where rows are not the same as those that are shown', async () => {
    follow();
    await append(5);
    await caughtUp(database, store);
    await admin.query(
      `update live.customer set stage = 'other' where id = (select id from live.customer limit 1)`,
    );
    const end = await ended(await orderRebuild(ordering, ['customer'], 'somebody'));
    expect(end).toBe('failed: customer has as many rows as are shown, but not the same.');
    expect(await shown()).toMatchObject({ customer: first });
    expect(await stray()).toEqual([]);
  }, 30_000);

  it('leaves views that somebody has made over what is shown', async () => {
    follow();
    await append(14);
    await caughtUp(database, store);
    await admin.query('create schema mine');
    await admin.query('create view mine.customers as select id, stage from live.customer');
    expect(await ended(await orderRebuild(ordering, ['customer'], 'somebody'))).toBe('done');
    await append(15);
    await caughtUp(database, store);
    const { rows } = await admin.query(
      `select (select count(*) from mine.customers) - (select count(*) from live.customer_v${customer.version}_b2) as more`,
    );
    expect(rows).toEqual([{ more: 0n }]);
  }, 30_000);

  it('says so where such a view is in the way of other columns', async () => {
    follow();
    await append(16);
    await caughtUp(database, store);
    await admin.query(
      `create or replace view live.customer as select *, 1 as more from live.customer_v${customer.version}`,
    );
    await admin.query('create view public.mine as select more from live.customer');
    const end = await ended(await orderRebuild(ordering, ['customer'], 'somebody'));
    expect(end).toMatch(/^failed: What somebody has made stands in the way: view mine depends on view /);
    expect(await shown()).toMatchObject({ customer: first });
    expect(await stray()).toEqual([]);
  }, 30_000);

  it.each([1, 2, 3, 4, 5])(
    'leaves nothing behind when it is cancelled at any moment (seed %i)',
    async (seed) => {
      const follower = follow();
      await append(6);
      await caughtUp(database, store);
      const id = await orderRebuild(ordering, [], 'somebody');
      await sleep(draws(seed)() * 800);
      await cancelRebuild(ordering.pool, id).catch((error: Error) =>
        expect(error).toMatchObject({ code: 'rebuild-finished' }),
      );
      const end = await ended(id);
      expect(['done', 'cancelled']).toContain(end);
      await append(7);
      await caughtUp(database, store);
      expect(await differencesToRebuild(admin, store)).toEqual([]);
      const { rows } = await admin.query(`select from engine.builds where state not in ('shown', 'kept')`);
      expect(rows).toEqual([]);
      expect(await stray()).toEqual([]);
      expect(follower.faults).toEqual([]);
    },
    30_000,
  );
});

describe('the way back', () => {
  it('shows what was shown before, up to date, and the newest again', async () => {
    follow();
    await append(8);
    await caughtUp(database, store);
    await ended(await orderRebuild(ordering, ['customer'], 'somebody'));
    await append(9);
    expect(await ended(await orderRollback(ordering, 'customer_count', 'somebody'))).toBe('done');
    expect(await shown()).toMatchObject({ customer: first, customer_count: '1/1' });
    await append(10);
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
    expect(await ended(await orderSwitch(ordering, 'customer', 'somebody'))).toBe('done');
    expect(await shown()).toMatchObject({ customer: second, customer_count: '1/2' });
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  }, 30_000);

  it('shows a version that this code does not fold as it stands', async () => {
    const one = follow();
    await append(11);
    await caughtUp(database, store);
    await one.stop();
    const later = readModels.map((model) =>
      model.name === 'customer' ? { ...customer, version: customer.version + 1 } : model,
    );
    follow(later);
    await caughtUp(database, store, later);
    const before = await store.head();
    expect(await ended(await orderRollback({ ...ordering, models: later }, 'customer', 'somebody'))).toBe(
      'done',
    );
    expect(await shown()).toMatchObject({ customer: first });
    await append(12);
    await sleep(300);
    const { rows } = await admin.query(
      'select position from engine.checkpoints where (model, version) = ($1, $2)',
      ['customer', customer.version],
    );
    expect(rows).toEqual([{ position: before }]);
    expect(await ended(await orderSwitch({ ...ordering, models: later }, 'customer', 'somebody'))).toBe(
      'done',
    );
    await caughtUp(database, store, later);
    expect(await differencesToRebuild(admin, store, later)).toEqual([]);
  }, 30_000);
});
