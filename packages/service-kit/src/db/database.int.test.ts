import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { migrate, migrationFolders } from './migrate.ts';
import { roles } from './roles.ts';
import { isUnreachable } from './unreachable.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('a pool', () => {
  it('reads positions, instants and days in our terms', async () => {
    const { rows } = await database.pool().query(`
      select 9007199254740993::int8 as position, '2026-03-29 03:30:00+02'::timestamptz as whole,
        '2026-11-24 20:15:29.1+00'::timestamptz as tenth, '0099-01-01 00:00:00.123456+00'::timestamptz as long_ago,
        '1999-12-31'::date as day, '{"a": [1]}'::jsonb as json, null::timestamptz as never`);
    expect(rows).toEqual([
      {
        position: 9007199254740993n,
        whole: '2026-03-29T01:30:00.000Z',
        tenth: '2026-11-24T20:15:29.100Z',
        long_ago: '0099-01-01T00:00:00.123Z',
        day: '1999-12-31',
        json: { a: [1] },
        never: null,
      },
    ]);
  });

  it('looks up names in the world it was made for', async () => {
    const pool = database.pool('crm_query', { searchPath: 'live' });
    expect((await pool.query('show search_path')).rows).toEqual([{ search_path: 'live' }]);
  });

  it('survives the end of its connections, and says that they were away', async () => {
    const pool = database.pool('crm_query', { max: 1, report: () => {} });
    const sleeping = pool.query('select pg_sleep(30)').catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await database.kill(`application_name = 'crm_query'`);
    expect(isUnreachable(await sleeping)).toBe(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('migrate', () => {
  it('runs each file once', async () => {
    const admin = await database.pool().connect();
    const before = (await admin.query('select * from public.migrations order by name')).rows;
    expect(before.length).toBeGreaterThanOrEqual(3);
    await migrate(admin, migrationFolders);
    expect((await admin.query('select * from public.migrations order by name')).rows).toEqual(before);
    admin.release();
  });

  it('refuses a file that was edited after it had run', async () => {
    const admin = await database.pool().connect();
    await admin.query(`update public.migrations set sha256 = '' where name like 'event-store/%'`);
    await expect(migrate(admin)).rejects.toThrow('was edited after it had run');
    admin.release();
  });
});

describe('roles', () => {
  it.each([...roles])('%s can neither change the log nor see what is not its own', async (role) => {
    const client = new pg.Client(database.url(role));
    await client.connect();
    for (const forbidden of [
      'delete from log.events',
      `update log.events set type = ''`,
      'truncate log.events',
      'create table public.mine (id int)',
      `create role other`,
      ...(role === 'crm_auth' ? [] : ['select * from auth.credentials']),
      ...(role === 'crm_projection' ? [] : ['delete from live.customer']),
    ])
      await expect(client.query(forbidden)).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|42P01)$/),
      });
    await client.end();
  });
});
