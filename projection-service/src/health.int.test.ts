import { createPostgresStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { testDatabase } from '@crm/service-kit/testing/database';
import { expect, it } from '@jest/globals';
import { appendMixed, caughtUp, startFollower } from '../testing/following.ts';
import { following } from './health.ts';

it('is false before read models are there, and while one of them stands still though events wait', async () => {
  const database = await testDatabase();
  const admin = database.pool('admin');
  const store = createPostgresStore(admin);
  let now = Date.now();
  const isHealthy = following(database.pool('crm_projection'), store, readModels, () => now);
  expect(await isHealthy()).toBe(false);

  const follower = startFollower(database);
  await appendMixed(store, [customerHistory(draws(1), 5)]);
  await caughtUp(database, store);
  now += 60_000;
  expect(await isHealthy()).toBe(true);

  await follower.stop();
  await appendMixed(store, [customerHistory(draws(2), 5)]);
  await admin.query(
    `update engine.checkpoints c set position = e.position, event_id = e.id
     from log.head h join log.events e using (position)
     where c.model <> 'interaction'`,
  );
  now += 60_000;
  expect(await isHealthy()).toBe(false);

  await store.close();
  await database.drop();
});
