import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { testDatabase } from '../../testing/database.ts';

it('lets a connection break while somebody holds it: the next statement tells', async () => {
  const database = await testDatabase();
  const [pool, admin] = [database.pool('crm_query', { max: 1 }), database.pool('admin')];
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await sleep(100);
  await expect(client.query('select')).rejects.toThrow();
  client.release(true);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await database.drop();
});
