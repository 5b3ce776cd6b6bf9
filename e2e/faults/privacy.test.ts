import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, apiOf } from '../support/api.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';
import { type Inspection, inspect } from './inspection.ts';

/** What nobody but those who may read the customer should ever find. */
const secrets = {
  address: 'quintessa.zzyzx@secretive.example',
  firstName: 'Quintessa',
  lastName: 'Zzyzxworth',
  number: '+4917699988877',
  street: 'Obscurity Lane 77',
  body: 'She keeps an axolotl named Wolfgang',
  stranger: 'umbrella.stand@unheard.example',
};

let product: TestProduct;
let inspection: Inspection;
beforeAll(async () => {
  product = await startTestProduct({ env: { LOG_LEVEL: 'trace' } });
  inspection = inspect(product);
  await live(await apiOf(product));
}, 60_000);
afterAll(async () => {
  await inspection?.close();
  await product?.stop();
}, 60_000);

describe('what a person told us', () => {
  it('is not in the event tables, neither as SQL shows them nor as they lie on disk', async () => {
    const { rows } = await inspection.pool.query<{ text: string }>(
      'select string_agg(e::text, chr(10)) as text from log.events e',
    );
    expect(found(rows[0]?.text ?? '')).toEqual([]);
    await inspection.pool.query('checkpoint');
    for (const table of ['log.events', 'keys.subjects']) {
      const files = await inspection.pool.query<{ path: string }>(
        `select pg_relation_filepath(oid) as path from pg_class
         where oid = $1::regclass or oid = (select reltoastrelid from pg_class where oid = $1::regclass)`,
        [table],
      );
      expect(files.rows.length).toBeGreaterThan(0);
      for (const { path } of files.rows) {
        const bytes = await readFile(join(product.home, 'postgres/data', path));
        expect({ path, found: found(bytes.toString('latin1')) }).toEqual({ path, found: [] });
      }
    }
  });

  it('is in no line of any log', async () => {
    const logs = (await readdir(product.home, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(logs.map((log) => relative(product.home, log)).length).toBeGreaterThanOrEqual(6);
    for (const log of logs)
      expect({ log, found: found(await readFile(log, 'utf8')) }).toEqual({ log, found: [] });
  });

  it('is in no metric', async () => {
    const text = await (await fetch(`${product.url}/metrics`)).text();
    expect(text).toContain('http_request_duration_seconds');
    expect(found(text)).toEqual([]);
  });

  it('is read by those who may', async () => {
    const { body } = await (await apiOf(product)).send(
      'GET',
      `/customers?q=${secrets.lastName}&archived=yes`,
    );
    expect(body).toMatchObject({ items: [{ email: secrets.address }] });
  });
});

/** A person's whole life with us, and everything that can go wrong in it. */
const live = async (api: Api): Promise<void> => {
  const person = {
    firstName: secrets.firstName,
    lastName: secrets.lastName,
    emails: [{ address: secrets.address }],
    phones: [{ number: secrets.number }],
    address: { street: secrets.street },
  };
  const { id } = await api.give('POST', '/customers', person);
  await api.give('POST', `/customers/${id}/interactions`, {
    kind: 'meeting',
    occurredAt: '2026-03-01T10:00:00Z',
    body: secrets.body,
    participants: [{ address: secrets.stranger }],
  });
  await api.give('POST', `/customers/${id}/archive`, { reason: secrets.body });
  const refused = [
    await api.send('POST', '/customers', person),
    await api.send('POST', '/customers', { ...person, [secrets.address]: true }),
    await api.send('POST', '/customers', `{"lastName": "${secrets.lastName}`),
    await api.send('PATCH', `/customers/${id}`, { jobTitle: secrets.body }),
    await api.send('GET', `/customers/${encodeURIComponent(secrets.address)}`),
    await api.send('GET', `/customers?after=${encodeURIComponent(secrets.address)}`),
  ];
  expect(refused.map(({ status }) => status)).toEqual([409, 400, 400, 409, 404, 400]);
  for (const q of Object.values(secrets)) await api.send('GET', `/customers?q=${encodeURIComponent(q)}`);
};

const found = (text: string): readonly string[] =>
  Object.values(secrets).filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));
