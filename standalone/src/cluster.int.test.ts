import { expect, it } from '@jest/globals';
import pg from 'pg';

it('gives tests a real PostgreSQL 18 that knows letters beyond ASCII', async () => {
  const client = new pg.Client(process.env.TEST_POSTGRES_URL);
  await client.connect();
  await client.query('create extension if not exists pg_trgm');
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int / 10000 as version, lower('ÄÖÜ') as lower, show_trgm('Mü') as trgm`,
  );
  await client.end();
  expect(rows).toEqual([{ version: 18, lower: 'äöü', trgm: expect.any(Array) }]);
  expect(rows[0].trgm).toHaveLength(3);
});
