import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { customer, readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, startFollower } from '../../testing/following.ts';
import { cancelRebuild } from './orders.ts';

let database: TestDatabase;
let admin: Pool;
let store: EventStore;
let endings: (() => Promise<unknown>)[];
beforeEach(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  store = createPostgresStore(admin, { report: () => undefined });
  endings = [store.close, database.drop];
});
afterEach(async () => {
  for (const end of endings) await end();
});

/** The code of a release in which the customers' fold has changed. */
const later = readModels.map((model) =>
  model.name === 'customer' ? { ...customer, version: customer.version + 1 } : model,
);
const follow = (models = readModels) => {
  const follower = startFollower(database, models);
  endings.unshift(follower.stop);
  return follower;
};
/** The orders of this kind, first ones first. */
const deploys = async () => {
  const { rows } = await admin.query<{ id: string; state: string }>(
    `select id, state from engine.rebuilds where kind = 'deploy' order by requested_at`,
  );
  return rows;
};
const until = async (state: string): Promise<void> => {
  while ((await deploys()).at(-1)?.state !== state) await sleep(10);
};
const shown = async () => {
  const { rows } = await admin.query<{ version: number }>(
    `select version from engine.builds where state = 'shown' and model = 'customer'`,
  );
  return rows[0]?.version;
};

describe('a new version of a fold', () => {
  it.each(['cancelled', 'failed'])(
    'whose building was %s is tried again by the next start, and not after a lost connection',
    async (state) => {
      const before = follow();
      await appendMixed(store, [customerHistory(draws(1), 20)]);
      await caughtUp(database, store);
      await before.stop();
      const client = await admin.connect();
      await client.query('begin; select from live.customer limit 1');
      const after = follow(later);
      await until('comparing');
      await cancelRebuild(admin, (await deploys())[0]?.id ?? '');
      await client.query('rollback');
      client.release();
      await until('cancelled');
      await admin.query('update engine.rebuilds set state = $1', [state]);

      await database.kill(`usename = 'crm_projection'`);
      while (after.faults.length < 2) await sleep(10);
      await appendMixed(store, [customerHistory(draws(2), 20)]);
      await caughtUp(
        database,
        store,
        readModels.filter(({ name }) => name === 'interaction'),
      );
      expect(await deploys()).toHaveLength(1);
      expect(await shown()).toBe(customer.version);

      await after.stop();
      follow(later);
      await until('done');
      expect(await deploys()).toHaveLength(2);
      expect(await shown()).toBe(customer.version + 1);
    },
    30_000,
  );
});
