import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';

let database: TestDatabase;
let empty: string;
beforeAll(async () => {
  [database, empty] = await Promise.all([testDatabase(), mkdtemp(join(tmpdir(), 'crm-cli-'))]);
});
afterAll(() => Promise.all([database.drop(), rm(empty, { recursive: true })]));

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const crm = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const child = spawn(process.execPath, [main, 'database', ...args], {
    env: { PATH: process.env.PATH, CRM_DATA: empty, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { out, err, code };
};

it('lets an analyst in, and out again', async () => {
  const env = { DATABASE_ADMIN_URL: database.url() };
  const opened = await crm(env, 'open', 'analyst');
  expect([opened.code, opened.err]).toEqual([0, '']);
  const address = /^postgres:.*$/m.exec(opened.out)?.[0] ?? '';
  const analyst = new pg.Client(address);
  analyst.on('error', () => undefined);
  await analyst.connect();
  expect((await analyst.query('select from engine.builds')).rowCount).toBe(0);
  await expect(analyst.query('select from log.events')).rejects.toThrow('permission denied');
  expect(await crm(env, 'close', 'analyst')).toEqual({
    out: 'The analyst is let in no more.\n',
    err: '',
    code: 0,
  });
  await expect(analyst.query('select 1')).rejects.toThrow();
  await expect(new pg.Client(address).connect()).rejects.toThrow('authentication failed');
});

it.each([
  ['an unknown reader', ['open', 'everybody'], {}, 'Say open or close, and whom.'],
  ['no installation', ['open', 'analyst'], {}, 'There is no installation in'],
  ['no address', ['open', 'analyst'], { DATABASE_ADMIN_URL: 'localhost' }, 'is not an address'],
  [
    'nobody there',
    ['open', 'analyst'],
    { DATABASE_ADMIN_URL: 'postgres://a:b@127.0.0.1:1/crm' },
    'cannot be reached',
  ],
] as const)('says in a sentence that there is %s', async (_, args, env, said) => {
  const { err, code } = await crm(env, ...args);
  expect(err).toContain(said);
  expect([err.includes('    at '), code]).toEqual([false, 2]);
});

it('says in a sentence that a service is no administrator', async () => {
  const { err, code } = await crm({ DATABASE_ADMIN_URL: database.url('crm_query') }, 'open', 'auditor');
  expect([err, code]).toEqual([
    'DATABASE_ADMIN_URL must be the address of an administrator of the database.\n',
    2,
  ]);
});
