import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RecordedEvent } from '@crm/contracts';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { positionAsOf } from '@crm/service-kit/questions/position-as-of';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOrder } from '../../../../packages/event-store/testing/contract-concurrency.ts';
import { caughtUp, startFollower } from '../../../testing/following.ts';
import { differencesToRebuild } from '../../../testing/rebuilt.ts';

const writer = fileURLToPath(new URL('../../../testing/jumping-writer.ts', import.meta.url));
const [writers, histories] = [3, 40];

let database: TestDatabase;
let store: EventStore;
let log: readonly RecordedEvent[];
beforeAll(async () => {
  database = await testDatabase();
  store = createPostgresStore(database.pool('crm_command'));
  const follower = startFollower(database);
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: database.url('crm_command'),
    HISTORIES: String(histories),
  };
  const codes = await Promise.all(
    Array.from(
      { length: writers },
      async () => (await once(spawn(process.execPath, [writer], { env }), 'exit'))[0],
    ),
  );
  expect(codes).toEqual(codes.map(() => 0));
  await caughtUp(database, store);
  await follower.stop();
  log = await store.readAll(null, 100_000);
}, 60_000);
afterAll(async () => {
  await store.close();
  await database.drop();
});

describe('writers whose clocks jump by hours', () => {
  it('leave a log whose order is not that of the clocks, and whole', () => {
    const times = log.map(({ metadata }) => metadata.recordedAt);
    expect(times).not.toEqual(times.toSorted());
    expect(new Set(log.map(({ stream }) => stream)).size).toBe(writers * histories);
    expectOrder(log);
  });

  it('leave read models that equal a rebuild', async () => {
    expect(await differencesToRebuild(database.pool(), store)).toEqual([]);
  });

  it('do not move what was asked as of a moment', async () => {
    const pool = database.pool('crm_query');
    const moments = log.filter((_, n) => n % 20 === 0).map(({ metadata }) => metadata.recordedAt);
    for (const moment of moments) {
      const beyond = log.findIndex(({ metadata }) => metadata.recordedAt > moment);
      const last = beyond === -1 ? log.at(-1) : log[beyond - 1];
      expect((await positionAsOf(pool, store, moment)).position).toBe(last?.position ?? 0n);
    }
  });
});
