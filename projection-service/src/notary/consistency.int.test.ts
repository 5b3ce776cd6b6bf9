import { createPostgresStore } from '@crm/event-store';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { testDatabase } from '@crm/service-kit/testing/database';
import { expect, it } from '@jest/globals';
import { newEvent } from '../../testing/following.ts';
import { signedUp, startNotary } from '../../testing/notary.ts';
import { signedConsistency } from './consistency.ts';

it('waits for what is signed, and for the read models that tell who may see it', async () => {
  const database = await testDatabase();
  const store = createPostgresStore(database.pool('crm_command', { report: () => undefined }));
  const { stream, events } = customerHistory(draws(1), 3);
  const { position } = await store.append([{ stream, expected: 'any', events: events.map(newEvent) }]);
  const notary = startNotary(database);
  const admin = database.pool('admin', { report: () => undefined });
  await signedUp(admin, store);

  const consistency = signedConsistency(database.pool('crm_projection'));
  expect(await consistency([], String(position))).toEqual({ position, consistency: 'current' });
  // Nobody folds here: the customers' read model has not begun.
  expect(await consistency(['customer'], String(position))).toEqual({
    position: 0n,
    consistency: 'gave-up',
  });
  await notary.stop();
  await store.close();
  await database.drop();
});
