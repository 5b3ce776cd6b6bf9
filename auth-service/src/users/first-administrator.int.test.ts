import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { administrator, as, first, killedAfterAppend, replica } from '../../testing/running.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

const created = async (): Promise<number> => {
  const { rowCount } = await database.pool().query(`select from log.events where type = 'UserCreated'`);
  return rowCount ?? 0;
};

it('makes one administrator however many replicas start together, and none when they start again', async () => {
  const replicas = await Promise.all([replica(database), replica(database), replica(database)]);
  expect(await created()).toBe(1);
  const later = await replica(database, {
    firstAdministrator: { email: 'second@example.org', password: 'another password' },
  });
  expect(await created()).toBe(1);
  expect((await administrator(later)).status).toBe(200);
  await Promise.all([...replicas, later].map(({ close }) => close()));
});

it('finishes what a crash left, with the password of this start', async () => {
  await expect(replica(database, { wrapped: killedAfterAppend(1) })).rejects.toThrow('killed');
  expect(await created()).toBe(1);
  const again = await replica(database, {
    firstAdministrator: { email: first.email, password: 'the password of this start' },
  });
  const answer = await again.send('POST /auth/sign-in', {
    email: first.email,
    password: 'the password of this start',
  });
  expect(answer.body.code).toBe('password-must-change');
  expect(await created()).toBe(1);
  await again.close();
});

it('says that nobody can sign in where it is told of no administrator', async () => {
  const without = await replica(database, { firstAdministrator: null });
  expect(await created()).toBe(0);
  expect(without.lines.join()).toContain('FIRST_ADMIN_EMAIL');
  await without.close();
});

it('lets the log and the event tables hold no password and no address in plain text', async () => {
  const one = await replica(database);
  const admin = await administrator(one);
  const secret = { name: 'Hedy Lamarr', email: 'hedy@example.org', password: 'frequency hopping' };
  await one.send('POST /users', { ...secret, role: 'sales' }, { ...as(admin), 'idempotency-key': 'k' });
  await one.send('POST /auth/sign-in', { email: secret.email, password: 'wrong password' });
  await one.send('POST /users', { ...secret, role: 'sales' }, as(admin));

  const plain = [first.email, first.password, secret.email, secret.password, secret.name, 'wrong password'];
  const admins = database.pool();
  const { rows: tables } = await admins.query<{ table: string }>(
    `select format('%I.%I', schemaname, tablename) as table from pg_tables
    where schemaname in ('log', 'keys', 'auth')`,
  );
  expect(tables.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['log.events', 'auth.credentials']),
  );
  for (const { table } of tables) {
    const { rows } = await admins.query<{ row: string }>(`select t::text as row from ${table} t`);
    const text = rows.map(({ row }) => row).join('\n');
    for (const each of plain) expect([table, text.includes(each)]).toEqual([table, false]);
  }
  for (const each of plain) expect([each, one.lines.join().includes(each)]).toEqual([each, false]);
  const { rows } = await admins.query('select hash from auth.credentials');
  for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await one.close();
});

it('shows credentials to nobody but the auth service', async () => {
  for (const role of ['crm_command', 'crm_query', 'crm_projection'] as const)
    await expect(database.pool(role).query('select from auth.credentials')).rejects.toThrow(
      'permission denied',
    );
});
