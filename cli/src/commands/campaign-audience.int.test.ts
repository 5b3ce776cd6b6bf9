import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type CrmServer, crmServer } from '../../testing/crm-server.ts';

let crm: CrmServer;
beforeAll(async () => {
  crm = await crmServer();
});
afterAll(() => crm.close());

const unknown = '01890000-0000-7000-8000-000000000000';

it('adds whom a file names, reports the others, and finds them once they are registered', async () => {
  for (const [lastName, address] of [
    ['Ada', 'ada@example.org'],
    ['Bob', 'bob@example.org'],
  ])
    await crm.give('POST /customers', { lastName, emails: [{ address }] });
  const { id } = await crm.give('POST /campaigns', { name: 'Spring', type: 'newsletter' });
  const file = join(crm.folder, 'list.csv');
  await writeFile(
    file,
    'Name;E-Mail\nAda;Ada@Example.org\nNobody;nobody@example.org\nBob;bob@example.org\nAda;ada@example.org\nNo;-\n',
  );

  const first = await crm.run('campaign', 'audience', id, file);
  expect(first.text).toContain(
    "5 read = 2 found (2 customers) + 1 nobody's + 1 named twice + 1 no addresses",
  );
  expect(first.code).toBe(1);
  const errors = (await readFile(join(crm.folder, 'list.errors.csv'), 'utf8')).trim().split('\r\n').slice(1);
  expect(errors.map((line) => line.split(';').filter((_, index) => [0, 2, 3, 7].includes(index)))).toEqual([
    ['3', 'E-Mail', 'nobody-has-it', 'nobody@example.org'],
    ['5', 'E-Mail', 'named-twice', 'ada@example.org'],
    ['6', 'E-Mail', 'not-an-address', '-'],
  ]);

  await crm.give('POST /customers', { lastName: 'Nobody', emails: [{ address: 'nobody@example.org' }] });
  expect((await crm.run('campaign', 'audience', id, file)).text).toContain(
    "5 read = 3 found (3 customers) + 0 nobody's + 1 named twice + 1 no addresses",
  );
});

it('says in one sentence what is wrong with what it was given', async () => {
  const file = join(crm.folder, 'two.csv');
  await writeFile(file, 'Name,Work email,Home email\nAda,a@example.org,b@example.org\n');
  expect(await crm.run('campaign', 'audience', unknown, file)).toEqual({
    code: 2,
    text: `${file} has several columns of e-mail addresses: name one with --column (Work email, Home email).\n`,
  });
  const missing = await crm.run('campaign', 'audience', unknown, file, '--column', 'Home email');
  expect(missing.code).toBe(2);
  expect(missing.text).toMatch(/^[^\n]*campaign[^\n]*\n$/);
});
