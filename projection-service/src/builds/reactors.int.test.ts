import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { testDatabase } from '@crm/service-kit/testing/database';
import { expect, it } from '@jest/globals';
import { appendMixed, caughtUp, startFollower } from '../../testing/following.ts';
import { type Reactor, react } from '../reactors/react.ts';
import { orderRebuild } from './orders.ts';

it('repeats no side effect, as reactors have checkpoints of their own', async () => {
  const database = await testDatabase();
  const pool = database.pool('crm_projection', { report: () => undefined });
  const store = createPostgresStore(database.pool('admin'), { report: () => undefined });
  const told: string[] = [];
  const mail: Reactor = {
    name: 'mail',
    lock: 1,
    begin: async () => ({
      react: async (batch) => void told.push(...batch.map(({ id }) => id)),
      close: async () => undefined,
    }),
  };
  const ending = new AbortController();
  const faults: unknown[] = [];
  const onFault = (_: Reactor, fault: unknown) => faults.push(fault);
  const reacted = react(mail, { pool, log: store, onFault }, ending.signal);
  const follower = startFollower(database);
  const draw = draws(1);
  await appendMixed(
    store,
    Array.from({ length: 20 }, () => customerHistory(draw, 20)),
  );
  await caughtUp(database, store);
  const all = (await store.readAll(null, 10_000)).map(({ id }) => id);
  while (told.length < all.length) await sleep(20);

  const id = await orderRebuild({ pool, models: readModels }, [], 'somebody');
  const isDone = async () =>
    (await pool.query(`select from engine.rebuilds where id = $1 and state = 'done'`, [id])).rowCount === 1;
  while (!(await isDone())) await sleep(20);
  await sleep(200);
  expect(told).toEqual(all);
  expect([...faults, ...follower.faults]).toEqual([]);

  ending.abort();
  await Promise.all([reacted, follower.stop()]);
  await store.close();
  await database.drop();
});
