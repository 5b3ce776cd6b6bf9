import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type CrmServer, crmServer, ended } from '../../testing/crm-server.ts';

const sample = (name: string): string => fileURLToPath(new URL(`../../sample/${name}`, import.meta.url));

let crm: CrmServer;
beforeAll(async () => {
  crm = await crmServer();
});
afterAll(() => crm.close());

const registrations = async (importId: string): Promise<readonly number[]> => {
  const { rows } = await crm.database.pool('admin').query<{ row: string }>(
    `select metadata -> 'import' ->> 'row' as row from log.events
       where type = 'CustomerRegistered' and metadata -> 'import' ->> 'id' = $1`,
    [importId],
  );
  return rows.map(({ row }) => Number(row)).sort((a, b) => a - b);
};
const importIdIn = (text: string): string => /Import ([\da-f-]{36})/.exec(text)?.[1] ?? '';

it('imports a file with awkward rows, reports what it could not, and changes nothing the second time', async () => {
  const file = join(crm.folder, 'awkward.csv');
  await copyFile(sample('awkward.csv'), file);
  const args = ['import', 'customers', file, '--map', sample('awkward.map.json')];
  const first = await crm.run(...args);
  expect(first.text).toContain(
    '20 read = 11 created + 0 updated + 1 skipped (1 duplicates, 0 imported before) + 8 failed',
  );
  expect(first.code).toBe(1);
  const report = await readFile(join(crm.folder, 'awkward.errors.csv'), 'utf8');
  expect(report).toContain('email-taken');
  expect(report.trim().split('\r\n').length).toBeGreaterThanOrEqual(10);
  const again = await crm.run(...args);
  expect(again.text).toContain(
    '20 read = 0 created + 0 updated + 12 skipped (1 duplicates, 11 imported before) + 8 failed',
  );
  expect(await registrations(importIdIn(first.text))).toHaveLength(11);
});

it('is resumed after a kill: every row once', async () => {
  const rows = 5_000;
  const file = join(crm.folder, 'people.csv');
  const line = (_: unknown, n: number) => `Person ${n},person${n}@resume.example`;
  await writeFile(file, `name,email\n${Array.from({ length: rows }, line).join('\n')}\n`);
  const killed = crm.start('import', 'customers', file);
  const over = ended(killed);
  for (const before = await crm.store.head(); (await crm.store.head()) === before; )
    await new Promise((resolve) => setTimeout(resolve, 5));
  killed.kill('SIGKILL');
  const importId = importIdIn((await over).text);
  expect(existsSync(join(crm.folder, 'people.map.json'))).toBe(true);
  const done = (await registrations(importId)).length;
  expect(done).toBeLessThan(rows);

  const { text, code } = await crm.run('import', 'customers', file);
  expect(code).toBe(0);
  expect(importIdIn(text)).toBe(importId);
  expect(text).toContain(`${rows} read = `);
  expect(await registrations(importId)).toEqual(Array.from({ length: rows }, (_, n) => n + 1));
}, 30_000);

it('says in one sentence what is wrong with what it was given', async () => {
  expect(await crm.run('import', 'customers', 'nowhere.csv')).toEqual({
    code: 2,
    text: 'There is no file nowhere.csv.\n',
  });
  expect(await crm.run('import', 'customers', '.')).toEqual({
    code: 2,
    text: '. is a folder, not a file.\n',
  });
});
