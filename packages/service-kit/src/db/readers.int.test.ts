import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { closeReader, openReader, readers } from './readers.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  // As a build makes them, and as one that is made later does.
  await database.pool('crm_projection').query(`
    create table live.customer_v1 (id int);
    create view live.customer as select * from live.customer_v1;
    select engine.open_world(1);
    create table asof_1.customer_v1 (id int)`);
});
afterAll(() => database.drop());

/** Every table and view of ours that a role may read; those of the engine by name, of all else by schema. */
const readable = async (role: string): Promise<readonly string[]> => {
  const { rows } = await database.pool().query<{ name: string }>(
    `select distinct case n.nspname when 'engine' then 'engine.' || c.relname else n.nspname end as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
      and n.nspname !~ '^pg_toast' and c.relname !~ '^pg_stat'
      and has_schema_privilege($1, n.oid, 'usage') and has_table_privilege($1, c.oid, 'select')
    order by 1`,
    [role],
  );
  return rows.map(({ name }) => name);
};

const writable = async (role: string): Promise<readonly string[]> => {
  const { rows } = await database.pool().query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'
      and has_table_privilege($1, c.oid, 'insert, update, delete, truncate')`,
    [role],
  );
  return rows.map(({ name }) => name);
};

describe('readers', () => {
  it('read what is theirs, and nothing else', async () => {
    expect(await readable('crm_analyst')).toEqual(['engine.builds', 'engine.checkpoints', 'live']);
    expect(await readable('crm_auditor')).toEqual(['log', 'notary']);
  });

  it('write nowhere', async () => {
    for (const role of Object.values(readers)) expect(await writable(role)).toEqual([]);
  });

  // Logins are the cluster's: no other test opens the auditor's, nor this one the analyst's.
  it('are let in once they are opened, with the last password, until they are closed', async () => {
    const admin = await database.pool().connect();
    const as = async (password: string) => {
      const address = Object.assign(new URL(database.url()), { username: readers.auditor, password });
      const client = new pg.Client(address.href);
      client.on('error', () => undefined);
      await client.connect();
      return client;
    };
    const first = await openReader(admin, 'auditor');
    const second = await openReader(admin, 'auditor');
    await expect(as(first)).rejects.toThrow('password authentication failed');
    const auditor = await as(second);
    expect((await auditor.query('select count(*)::integer as events from log.events')).rows).toEqual([
      { events: 0 },
    ]);
    await expect(auditor.query('select * from keys.subjects')).rejects.toThrow('permission denied');
    await expect(auditor.query('create temp table mine (id int)')).rejects.toThrow('read-only transaction');
    await closeReader(admin, 'auditor');
    await expect(auditor.query('select 1')).rejects.toThrow();
    await expect(as(second)).rejects.toThrow();
    await auditor.end().catch(() => undefined);
    admin.release();
  });
});
