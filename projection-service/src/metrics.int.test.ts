import { createPostgresStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import { startFollower } from '../testing/following.ts';
import { projectionMetrics } from './projection-metrics.ts';
import { worldMetrics } from './time-machine/world-metrics.ts';

let database: TestDatabase;
let admin: Pool;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  [admin, pool] = [database.pool(), database.pool('crm_projection')];
  const follower = startFollower(database);
  await follower.leads;
  await follower.stop();
});
afterAll(() => database.drop());

/** The lines that are told, of some metrics. */
const told = async (names: RegExp, models = readModels): Promise<readonly string[]> => {
  const registry = new Registry();
  projectionMetrics({ registry, pool, log: createPostgresStore(pool), models });
  worldMetrics({ registry, pool });
  return (await registry.metrics()).split('\n').filter((line) => names.test(line));
};

it('tells of a read model that this code does not follow', async () => {
  expect(await told(/^read_model_followed.*="customer"/)).toEqual([
    'read_model_followed{model="customer"} 1',
  ]);
  const later = readModels.map((model) =>
    model.name === 'customer' ? { ...model, version: model.version + 1 } : model,
  );
  expect(await told(/^read_model_followed.*="(customer|interaction)"/, later)).toEqual([
    'read_model_followed{model="customer"} 0',
    'read_model_followed{model="interaction"} 1',
  ]);
});

it('tells of a failed rebuild until one of the same read model is done', async () => {
  const ends = (state: string, models: readonly string[]) =>
    admin.query(
      `insert into engine.rebuilds (id, kind, models, requested_by, state, finished_at)
       values (gen_random_uuid(), 'rebuild', $2, 'somebody', $1, clock_timestamp())`,
      [state, models],
    );
  const failed = async () => (await told(/^read_model_rebuild_failed.* 1$/)).length;
  expect(await failed()).toBe(0);
  await ends('failed', ['customer', 'customer_count']);
  expect(await failed()).toBe(2);
  await ends('cancelled', ['customer']);
  expect(await failed()).toBe(2);
  await ends('done', ['customer']);
  expect(await failed()).toBe(1);
});

it('tells that the log was restored', async () => {
  expect(await told(/^log_restored/)).toEqual(['log_restored 0']);
  await admin.query(`insert into engine.log_restored (reason) values ('somebody did it')`);
  expect(await told(/^log_restored/)).toEqual(['log_restored 1']);
});

it('tells how many worlds there are, what they take, and for how long one is under way', async () => {
  expect(await told(/^time_machine.*[1-9]$/)).toEqual([]);
  await admin.query(
    `insert into engine.worlds (position, schema, state, requested_by, requested_at, as_of, bytes)
     select nth, 'asof_' || nth, state, 'somebody', now() - make_interval(mins => nth), now(), bytes
     from (values (1, 'waiting', null), (2, 'building', null), (3, 'ready', 1000), (4, 'ready', 2000), (5, 'failed', null))
       as world (nth, state, bytes)`,
  );
  const [underWay, ...others] = (await told(/^time_machine/)).toReversed();
  expect(others.toReversed()).toEqual([
    'time_machine_worlds{state="waiting"} 1',
    'time_machine_worlds{state="building"} 1',
    'time_machine_worlds{state="ready"} 2',
    'time_machine_worlds{state="failed"} 1',
    'time_machine_worlds{state="outdated"} 0',
    'time_machine_bytes 3000',
  ]);
  expect(Number(underWay?.split(' ')[1])).toBeCloseTo(120, -1);
});
