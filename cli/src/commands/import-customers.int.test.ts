import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { type Serving, serving } from '@crm/service-kit/testing/serving';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import express from 'express';
import { type Replica, replica, token } from '../../../command-service/testing/running.ts';

const user = { id: '01890000-0000-7000-8000-00000000000a', name: 'Importer', role: 'manager' as const };
const sample = (name: string): string => fileURLToPath(new URL(`../../sample/${name}`, import.meta.url));

let database: TestDatabase;
let service: Replica;
let server: Serving;
let folder: string;

/** The real write side; only the sign-in is played. */
beforeAll(async () => {
  database = await testDatabase();
  service = await replica(database);
  const app = express();
  app.post('/api/auth/sign-in', (_req, res) => {
    res.json({ accessToken: token(user.role, user.id), expiresIn: 60, user });
  });
  server = await serving(app.use(service.app));
});
afterAll(async () => {
  await server.close();
  await service.close();
  await database.drop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crm-import-'));
  return () => rm(folder, { recursive: true });
});

const crm = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [fileURLToPath(new URL('../main.ts', import.meta.url)), ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      CRM_URL: server.url,
      CRM_EMAIL: 'm@example.org',
      CRM_PASSWORD: 'x',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const ended = async (child: ChildProcess) => {
  let text = '';
  child.stdout?.on('data', (piece) => {
    text += piece;
  });
  child.stderr?.on('data', (piece) => {
    text += piece;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, text };
};

const registrations = async (importId: string): Promise<readonly number[]> => {
  const { rows } = await database.pool('admin').query<{ row: string }>(
    `select metadata -> 'import' ->> 'row' as row from log.events
       where type = 'CustomerRegistered' and metadata -> 'import' ->> 'id' = $1`,
    [importId],
  );
  return rows.map(({ row }) => Number(row)).sort((a, b) => a - b);
};
const importIdIn = (text: string): string => /Import ([\da-f-]{36})/.exec(text)?.[1] ?? '';

it('imports a file with awkward rows, reports what it could not, and changes nothing the second time', async () => {
  const file = join(folder, 'awkward.csv');
  await copyFile(sample('awkward.csv'), file);
  const args = ['import', 'customers', file, '--map', sample('awkward.map.json')];
  const first = await ended(crm(...args));
  expect(first.text).toContain(
    '20 read = 11 created + 0 updated + 1 skipped (1 duplicates, 0 imported before) + 8 failed',
  );
  expect(first.code).toBe(1);
  const report = await readFile(join(folder, 'awkward.errors.csv'), 'utf8');
  expect(report).toContain('email-taken');
  expect(report.trim().split('\r\n').length).toBeGreaterThanOrEqual(10);
  const again = await ended(crm(...args));
  expect(again.text).toContain(
    '20 read = 0 created + 0 updated + 12 skipped (1 duplicates, 11 imported before) + 8 failed',
  );
  expect(await registrations(importIdIn(first.text))).toHaveLength(11);
});

it('is resumed after a kill: every row once', async () => {
  const rows = 5_000;
  const file = join(folder, 'people.csv');
  const line = (_: unknown, n: number) => `Person ${n},person${n}@resume.example`;
  await writeFile(file, `name,email\n${Array.from({ length: rows }, line).join('\n')}\n`);
  const killed = crm('import', 'customers', file);
  const over = ended(killed);
  for (const before = await service.store.head(); (await service.store.head()) === before; )
    await new Promise((resolve) => setTimeout(resolve, 5));
  killed.kill('SIGKILL');
  const importId = importIdIn((await over).text);
  expect(existsSync(join(folder, 'people.map.json'))).toBe(true);
  const done = (await registrations(importId)).length;
  expect(done).toBeLessThan(rows);

  const { text, code } = await ended(crm('import', 'customers', file));
  expect(code).toBe(0);
  expect(importIdIn(text)).toBe(importId);
  expect(text).toContain(`${rows} read = `);
  expect(await registrations(importId)).toEqual(Array.from({ length: rows }, (_, n) => n + 1));
}, 30_000);

it('says in one sentence what is wrong with what it was given', async () => {
  expect(await ended(crm('import', 'customers', 'nowhere.csv'))).toEqual({
    code: 2,
    text: 'There is no file nowhere.csv.\n',
  });
});
