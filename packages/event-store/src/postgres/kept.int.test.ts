import { testDatabase } from '@crm/service-kit/testing/database';
import { expect, it } from '@jest/globals';
import { keptIn } from './kept.ts';

it('is the store of the first start that may write it down, whatever is asked for later', async () => {
  const database = await testDatabase();
  const [reader, writer] = [database.pool('crm_query'), database.pool('crm_command')];
  expect(await keptIn(reader, 'postgres')).toBe('postgres');
  const first = await Promise.all([keptIn(writer, 'eventstoredb'), keptIn(writer, 'eventstoredb')]);
  expect(first).toEqual(['eventstoredb', 'eventstoredb']);
  for (const pool of [reader, writer]) expect(await keptIn(pool, 'postgres')).toBe('eventstoredb');
  await database.drop();
});
