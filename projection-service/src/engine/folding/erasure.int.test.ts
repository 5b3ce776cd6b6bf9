import { randomBytes } from 'node:crypto';
import { type AnyEvent, entityOf } from '@crm/contracts';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { customerHistory, draws, logged, uuidFrom } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, type Follower, newEvent, startFollower } from '../../../testing/following.ts';
import { differencesToRebuild } from '../../../testing/rebuilt.ts';

const master = randomBytes(32);
let database: TestDatabase;
let admin: Pool;
let store: EventStore;
const followers: Follower[] = [];
const stores: EventStore[] = [];
beforeAll(async () => {
  database = await testDatabase();
  admin = database.pool();
  store = sealed();
});
afterEach(async () => {
  await Promise.all(followers.splice(0).map(({ stop }) => stop()));
});
afterAll(async () => {
  await Promise.all(stores.map((each) => each.close()));
  await database.drop();
});

/** The log as a process opens it, that holds no key yet. */
const sealed = () => {
  const pool = database.pool('crm_command');
  const opened = sealedStore(createPostgresStore(pool), postgresKeyring(pool, master));
  stores.push(opened);
  return opened;
};

const follow = async (models = readModels) => {
  const follower = startFollower(database, models, { store: sealed() });
  followers.push(follower);
  await follower.leads;
  return follower;
};

/** The models so many versions on: a version that was shown once is not gone back to by itself. */
const later = (versions: number) =>
  readModels.map((model) => ({ ...model, version: model.version + versions }));

const happens = (stream: string, ...events: readonly AnyEvent[]) =>
  store.append([{ stream, expected: 'exists', events: events.map(newEvent) }]);

const touch = (url: string | null): AnyEvent => ({
  type: 'CampaignTouchRecorded',
  data: {
    touchId: uuidFrom(draws(5)),
    campaignId: uuidFrom(draws(6)),
    kind: 'clicked',
    occurredAt: '2026-02-01T10:00:00.000Z',
    channel: 'email',
    variant: null,
    url,
    userAgent: url && 'Quopplefox 7',
    ip: null,
    externalId: null,
  },
});

/** Appends the end of a person, and destroys the key. */
const erase = async (stream: string) => {
  await happens(stream, { type: 'CustomerErased', data: { reason: 'asked' } });
  await postgresKeyring(database.pool('crm_command', { max: 1 }), master).destroy(stream);
};

const rowsOf = async (model: string, id: string) =>
  (
    await admin.query<Record<string, unknown>>(
      `select * from live.${model} where ${model.startsWith('customer_s') || model === 'customer' ? 'id' : 'customer_id'} = $1`,
      [entityOf(id)],
    )
  ).rows;

const urlsOf = async (stream: string) =>
  (await rowsOf('campaign_touch', stream)).flatMap(({ url, user_agent }) => url ?? user_agent ?? []);

describe('the end of a person', () => {
  it('leaves tombstones, alike in what is live, what catches up and what is rebuilt', async () => {
    await follow();
    const histories = [1, 2, 3, 4].map((seed) => customerHistory(draws(seed), 40));
    await appendMixed(store, histories, 7);
    const [one, two, three] = histories.map(({ stream }) => stream) as [string, string, string];
    const secret = logged(uuidFrom(draws(77)), '2026-01-05T10:00:00.000Z');
    await happens(one, secret, touch('https://quopple.example/1'));
    await happens(three, touch('https://quopple.example/3'));
    await caughtUp(database, store);
    await erase(one);
    await happens(one, touch(null));
    await erase(two);
    await caughtUp(database, store);

    const [row] = await rowsOf('customer', one);
    expect(row).toMatchObject({
      name: null,
      emails: [],
      phones: [],
      address: null,
      attributes: null,
      tags: [],
    });
    expect(row?.erased_at).toEqual(expect.any(String));
    expect(row?.archived_at).toEqual(expect.any(String));
    expect(await rowsOf('customer_search', one)).toMatchObject([{ words: [], text: '', emails: [] }]);
    const interactions = await rowsOf('interaction', one);
    expect(interactions.length).toBeGreaterThan(0);
    for (const each of interactions)
      expect(each).toMatchObject({ subject: null, body: null, participants: [] });
    expect(await urlsOf(one)).toEqual([]);
    for (const { data } of await rowsOf('customer_change', one)) expect(data).toBeNull();
    expect(await urlsOf(three)).toContain('https://quopple.example/3');
    expect((await rowsOf('customer', three))[0]?.name).toEqual(expect.any(String));
    expect(await differencesToRebuild(admin, sealed())).toEqual([]);
  });

  it('is the same where it comes in one batch with what came before', async () => {
    const { stream, events } = customerHistory(draws(9), 30);
    await store.append([{ stream, expected: 'none', events: events.map(newEvent) }]);
    await happens(stream, touch('https://quopple.example/9'));
    await erase(stream);
    await follow();
    await caughtUp(database, store);
    expect(await urlsOf(stream)).toEqual([]);
    expect(await differencesToRebuild(admin, sealed())).toEqual([]);
  });

  it('is the same for a new version that catches up afterwards', async () => {
    await follow(later(1));
    await caughtUp(database, store, later(1));
    expect(await differencesToRebuild(admin, sealed(), later(1))).toEqual([]);
  });

  it('is also gone from the tables of earlier versions, which nobody follows any more', async () => {
    const { stream, events } = customerHistory(draws(21), 30);
    await store.append([{ stream, expected: 'none', events: events.map(newEvent) }]);
    const first = await follow(later(1));
    await caughtUp(database, store, later(1));
    await first.stop();
    await follow(later(2));
    await caughtUp(database, store, later(2));
    const earlier = async () => {
      const tables = later(1)
        .filter(({ personal, tells }) => personal ?? tells?.customer)
        .map((model) => `select t::text as row from live.${model.name}_v${model.version} t`);
      const { rows } = await admin.query<{ row: string }>(tables.join(' union all '));
      return rows.filter(({ row }) => row.includes(entityOf(stream))).length;
    };
    expect(await earlier()).toBeGreaterThan(events.length / 2);
    await erase(stream);
    await caughtUp(database, store, later(2));
    expect(await earlier()).toBe(0);
    expect(await differencesToRebuild(admin, sealed(), later(2))).toEqual([]);
  });

  it('takes away a row that stands still, and that no fold would clear', async () => {
    const { stream, events } = customerHistory(draws(22), 5);
    const strict = later(3).map((model) =>
      model.shape === 'row' && model.name === 'customer'
        ? {
            ...model,
            fold: (...[row, event, earlierEvents]: Parameters<typeof model.fold>) => {
              if (event.entityId === entityOf(stream) && event.type === 'CustomerAssigned')
                throw new Error('no');
              return model.fold(row, event, earlierEvents);
            },
          }
        : model,
    );
    await follow(strict);
    const assigned: AnyEvent = { type: 'CustomerAssigned', data: { from: null, to: null } };
    await store.append([
      { stream, expected: 'none', events: [...events.slice(0, 1), assigned].map(newEvent) },
    ]);
    await caughtUp(database, store, strict);
    await erase(stream);
    await caughtUp(database, store, strict);
    const { rows } = await admin.query(`select from live.customer_v${strict[0]?.version} where id = $1`, [
      entityOf(stream),
    ]);
    expect(rows).toEqual([]);
  });
});
