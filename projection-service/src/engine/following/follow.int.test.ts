import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyEvent } from '@crm/contracts';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { customer, type ReadModel, type RowModel, readModels } from '@crm/read-models';
import { campaignHistory } from '@crm/read-models/testing/campaign-histories';
import { customerHistory, draws, type History, uuidFrom } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, type Follower, newEvent, startFollower } from '../../../testing/following.ts';
import { differencesToRebuild } from '../../../testing/rebuilt.ts';

let database: TestDatabase;
let admin: Pool;
let store: EventStore;
const followers: Follower[] = [];
const started = (...args: Parameters<typeof startFollower>): Follower => {
  const follower = startFollower(...args);
  followers.push(follower);
  return follower;
};

beforeEach(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  store = createPostgresStore(admin, { report: () => undefined });
});
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  await store.close();
  await database.drop();
});

const histories = (seed: number, count: number, length: number) => {
  const draw = draws(seed);
  return Array.from({ length: count }, () => customerHistory(draw, Math.floor(draw() * length)));
};
/** Customers of one name and nobody's, to whom nothing happened yet. */
const plain = (seed: number, count: number): readonly History[] =>
  histories(seed, count, 0).map(({ stream, events }) => ({
    stream,
    events: events.map((event) =>
      event.type === 'CustomerRegistered'
        ? { ...event, data: { ...event.data, lastName: 'Plain', ownerId: null } }
        : event,
    ),
  }));
const append = (stream: string, ...events: AnyEvent[]) =>
  store.append([{ stream, expected: 'any', events: events.map(newEvent) }]);
const killConnections = (name: string) => database.kill(`application_name = '${name}'`);
const countOf = async (table: string): Promise<number> =>
  Number((await admin.query<{ n: bigint }>(`select count(*) as n from ${table}`)).rows[0]?.n);

describe('following the log', () => {
  it.each([1, 2, 3])('makes the rows that a rebuild makes, whatever the batches (seed %i)', async (seed) => {
    const follower = started(database);
    const draw = draws(seed);
    const campaigns = Array.from({ length: 5 }, () => campaignHistory(draw, 40));
    await appendMixed(store, [...histories(seed, 40, 60), ...campaigns]);
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
    expect(await countOf('live.customer')).toBe(40);
    expect(await countOf('live.campaign')).toBe(5);
    expect(await countOf('live.campaign_member')).toBeGreaterThan(40);
    expect(follower.poisons).toEqual([]);
  });

  it('applies every event once though its connections are killed again and again', async () => {
    const follower = started(database);
    await follower.leads;
    const killing = (async () => {
      for (let kill = 0; kill < 8; kill++) {
        await sleep(60);
        await killConnections('crm_projection');
      }
    })();
    await appendMixed(store, histories(4, 60, 60), 2);
    await killing;
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
    expect(follower.faults.length).toBeGreaterThan(0);
  });

  it('goes on where it stood after a stop', async () => {
    const first = started(database);
    await appendMixed(store, histories(5, 20, 20));
    await first.stop();
    await appendMixed(store, histories(6, 20, 20));
    started(database);
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  });

  it('is led by one of two, and taken over by the other', async () => {
    const first = started(database);
    await first.leads;
    const second = started(database);
    const led = await Promise.race([second.leads.then(() => true), sleep(700).then(() => false)]);
    expect(led).toBe(false);
    await first.stop();
    await second.leads;
    await appendMixed(store, histories(7, 5, 10));
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  });

  it('refuses the writes of a holder whose checkpoints were taken over', async () => {
    let superseded = 0;
    const follower = started(database, readModels, {
      onSuperseded: () => {
        superseded++;
      },
    });
    await follower.leads;
    await admin.query('update engine.checkpoints set fence = fence + 1');
    await appendMixed(store, histories(8, 3, 3));
    await caughtUp(database, store);
    expect(superseded).toBe(1);
    expect(follower.faults).toEqual([]);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  });
});

describe('poison', () => {
  /** The customers, but for a stage that their fold cannot take, and one that Postgres cannot. */
  const fragile: RowModel = {
    ...customer,
    fold: (row, event, earlier) => {
      const folded = customer.fold(row, event, earlier);
      if (folded?.stage === 'other') throw new Error('a stage beyond us');
      return folded?.lastName === 'ACME' ? { ...folded, birthDate: 'no day' } : folded;
    },
  };
  const models: readonly ReadModel[] = readModels.map((model) =>
    model.name === 'customer' ? fragile : model,
  );

  it('parks its key, with every other key and every other model going on', async () => {
    const follower = started(database, models);
    const customers = plain(9, 12);
    await appendMixed(store, customers);
    await append(
      customers[4]?.stream ?? '',
      { type: 'CustomerStageChanged', data: { from: 'lead', to: 'other' } },
      { type: 'CustomerTagsChanged', data: { added: ['late'], removed: [] } },
    );
    await caughtUp(database, store, models);
    expect(follower.poisons).toEqual([{ model: 'customer', type: 'CustomerStageChanged' }]);
    const { rows } = await admin.query('select stage, count from live.customer_count');
    expect(rows).toEqual([{ stage: 'lead', count: 12 }]);
    expect(await countOf(`live.customer_change where type = 'CustomerTagsChanged'`)).toBe(1);
    expect(await countOf('engine.parked')).toBe(1);
    expect(await differencesToRebuild(admin, store, models)).toEqual([]);
  });

  it('is found in a batch where Postgres refuses its value, and the batch goes on without it', async () => {
    const customers = plain(10, 3);
    await appendMixed(store, customers);
    for (const [index, lastName] of ['Before', 'ACME', 'After'].entries())
      await append(customers[index]?.stream ?? '', { type: 'CustomerDetailsChanged', data: { lastName } });
    const follower = started(database, models);
    await caughtUp(database, store, models);
    expect(follower.poisons).toEqual([{ model: 'customer', type: 'CustomerDetailsChanged' }]);
    const { rows } = await admin.query('select last_name from live.customer where last_name in ($1, $2)', [
      'Before',
      'After',
    ]);
    expect(rows).toHaveLength(2);
  });
});

describe('announcements', () => {
  it('name the rows that changed once they can be read, and the position reached', async () => {
    const follower = started(database);
    await follower.leads;
    const listener = await database.pool('crm_query', { max: 1 }).connect();
    const heard: { position: string; changes: { model: string; key?: string[]; many?: true }[] }[] = [];
    listener.on('notification', ({ payload = '' }) => heard.push(JSON.parse(payload)));
    await listener.query('listen live_changes');
    const [one] = histories(11, 1, 0);
    if (one === undefined) throw new Error('there is one');
    await appendMixed(store, [one]);
    await caughtUp(database, store);
    while (heard.length === 0) await sleep(5);
    const id = one.stream.slice('customer-'.length);
    expect(heard[0]?.position).toBe(String(await store.head()));
    expect(heard[0]?.changes).toEqual(
      expect.arrayContaining([
        { model: 'customer', key: [id] },
        { model: 'customer_search', key: [id] },
        { model: 'customer_count', many: true },
      ]),
    );
    await appendMixed(store, histories(12, 300, 2), 10);
    await caughtUp(database, store);
    const head = String(await store.head());
    while (heard.at(-1)?.position !== head) await sleep(5);
    listener.release();
  });
});

describe('a new version of a read model', () => {
  it('catches up alone, is shown when it is complete, and its summaries count its rows', async () => {
    const first = started(database);
    await appendMixed(store, histories(13, 300, 30), 5);
    await caughtUp(database, store);
    await first.stop();
    const models = readModels.map((model) =>
      model.name === 'customer' ? { ...customer, version: customer.version + 1 } : model,
    );
    started(database, models);
    await appendMixed(store, histories(14, 30, 10));
    await caughtUp(database, store, models);
    const definition = async () =>
      (
        await admin.query<{ definition: string }>(
          `select definition from pg_views where schemaname = 'live' and viewname = 'customer'`,
        )
      ).rows[0]?.definition;
    while (!(await definition())?.includes(`customer_v${customer.version + 1}`)) await sleep(20);
    await appendMixed(store, histories(15, 10, 10));
    await caughtUp(database, store, models);
    expect(await differencesToRebuild(admin, store, models)).toEqual([]);
  }, 20_000);
});

describe('the times of the log', () => {
  it('hold the latest moment up to a position, over restarts as well', async () => {
    const draw = draws(16);
    for (let run = 0; run < 3; run++) {
      const follower = started(database);
      await appendMixed(
        store,
        [customerHistory(draw, 1500), { ...customerHistory(draw, 0), stream: `customer-${uuidFrom(draw)}` }],
        200,
      );
      await caughtUp(database, store);
      await follower.stop();
    }
    const { rows } = await admin.query<{ position: bigint; right: boolean }>(`
      select t.position, t.latest = (
        select max((e.metadata::jsonb ->> 'recordedAt')::timestamptz) from log.events e where e.position <= t.position
      ) as right
      from engine.log_times t`);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every(({ right }) => right)).toBe(true);
  }, 20_000);
});
