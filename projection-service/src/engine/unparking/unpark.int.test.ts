import { type AnyEvent, entityOf } from '@crm/contracts';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import {
  customer,
  customerChange,
  customerCount,
  type ReadModel,
  type RowModel,
  readModels,
} from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, type Follower, newEvent, startFollower } from '../../../testing/following.ts';
import { differencesToRebuild } from '../../../testing/rebuilt.ts';
import { type Unpark, unpark } from './unpark.ts';

let database: TestDatabase;
let admin: Pool;
let store: EventStore;
let follower: Follower | undefined;

beforeEach(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  store = createPostgresStore(admin, { report: () => undefined });
});
afterEach(async () => {
  await follower?.stop();
  await store.close();
  await database.drop();
});

/** The customers, but for a stage that their fold cannot take. */
const fragile: RowModel = {
  ...customer,
  fold: (row, event, earlier) => {
    const folded = customer.fold(row, event, earlier);
    if (folded?.stage === 'other') throw new Error('a stage beyond us');
    return folded;
  },
};
/** All models, some of them in another way. */
const withModels = (...others: readonly ReadModel[]): readonly ReadModel[] =>
  readModels.map((model) => others.find(({ name }) => name === model.name) ?? model);
const broken = withModels(fragile);

const [{ stream, events }, ...others] = [1, 2, 3].map((seed) => customerHistory(draws(seed), 6)) as [
  ReturnType<typeof customerHistory>,
  ...ReturnType<typeof customerHistory>[],
];
const key = JSON.stringify([entityOf(stream)]);

const append = (...appended: readonly AnyEvent[]) =>
  store.append([{ stream, expected: 'any', events: appended.map(newEvent) }]);
const tagged = (tag: string): AnyEvent => ({
  type: 'CustomerTagsChanged',
  data: { added: [tag], removed: [] },
});
const moved = (to: string): AnyEvent => ({ type: 'CustomerStageChanged', data: { from: 'lead', to } });

const follow = async (models: readonly ReadModel[]) => {
  await follower?.stop();
  follower = startFollower(database, models);
};
const goOn = async (how: Unpark, model: ReadModel, models: readonly ReadModel[], which = key) => {
  const client = await database.pool('crm_projection', { max: 1 }).connect();
  try {
    await unpark({ client, schema: 'live', store }, models, model, which, how);
  } finally {
    client.release();
  }
};
/** A customer who stands still before a change of stage, though more has happened. */
const standing = async () => {
  await follow(broken);
  await appendMixed(store, others);
  await append(...events, moved('other'), tagged('behind'));
  await caughtUp(database, store, broken);
};
const parked = async () => (await admin.query('select model, event_type from engine.parked')).rows;
const rowOf = async () =>
  (await admin.query('select stage, tags from live.customer where id = $1', [entityOf(stream)])).rows[0];

describe('a key that stands still', () => {
  it('goes on where its fold was mended, with all that came behind and what is counted over it', async () => {
    await standing();
    await follow(readModels);
    await caughtUp(database, store);
    expect((await rowOf()).stage).not.toBe('other');
    await goOn('retry', customer, readModels);
    expect(await parked()).toEqual([]);
    expect(await rowOf()).toMatchObject({ stage: 'other', tags: expect.arrayContaining(['behind']) });
    await append(tagged('later'));
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  });

  it('goes on while events of it arrive', async () => {
    await standing();
    await follow(readModels);
    const arriving = (async () => {
      for (let n = 0; n < 40; n++) await append(tagged(`n${n}`));
    })();
    await goOn('retry', customer, readModels);
    await arriving;
    await caughtUp(database, store);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
    expect(follower?.faults).toEqual([]);
  });

  it('stands still as before where its fold was not mended', async () => {
    await standing();
    await expect(goOn('retry', fragile, broken)).rejects.toMatchObject({ code: 'still-poisonous' });
    expect(await parked()).toEqual([{ model: 'customer', event_type: 'CustomerStageChanged' }]);
  });

  it('goes on behind the event that is left out, and stands still again before the next', async () => {
    await standing();
    await append(moved('won'), moved('other'), tagged('last'));
    await caughtUp(database, store, broken);
    await goOn('skip', fragile, broken);
    expect(await rowOf()).toMatchObject({ stage: 'won', tags: expect.arrayContaining(['behind']) });
    expect((await rowOf()).tags).not.toContain('last');
    expect(await parked()).toEqual([{ model: 'customer', event_type: 'CustomerStageChanged' }]);
    await goOn('skip', fragile, broken);
    await append(tagged('even later'));
    await caughtUp(database, store, broken);
    expect((await rowOf()).tags).toEqual(expect.arrayContaining(['behind', 'last', 'even later']));
    const { rows } = await admin.query<{ same: boolean }>(
      `select (select sum(count) from live.customer_count where stage = 'won')
         = (select count(*) from live.customer where stage = 'won') as same`,
    );
    expect(rows).toEqual([{ same: true }]);
  });

  it('is a row of a log, too', async () => {
    const mute: ReadModel = {
      ...customerChange,
      rowOf: (event) => {
        if (event.type === 'CustomerStageChanged') throw new Error('no words');
        return customerChange.rowOf(event);
      },
    };
    const muted = withModels(mute);
    await follow(muted);
    const { position } = await append(...events.slice(0, 1), moved('other'));
    await caughtUp(database, store, muted);
    expect(await parked()).toEqual([{ model: 'customer_change', event_type: 'CustomerStageChanged' }]);
    await follow(readModels);
    await goOn('retry', customerChange, readModels, JSON.stringify([String(position)]));
    await caughtUp(database, store);
    expect(await parked()).toEqual([]);
    expect(await differencesToRebuild(admin, store)).toEqual([]);
  });

  it('is refused where it is a counter’s, or none', async () => {
    await follow(readModels);
    await append(...events);
    await caughtUp(database, store);
    await expect(goOn('retry', customerCount, readModels)).rejects.toMatchObject({ code: 'summary-key' });
    await expect(goOn('skip', customer, readModels)).rejects.toMatchObject({ code: 'parked-key-not-found' });
  });
});
