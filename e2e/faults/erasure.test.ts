import { setTimeout as sleep } from 'node:timers/promises';
import type { ErasureReport, LogCheckpoint } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, apiOf } from '../support/api.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';
import { type Books, booksIn } from './books.ts';
import { interaction, person, secrets as secretsOfPerson } from './secret-person.ts';
import { allRows, findings, type Trace, tableFiles } from './traces.ts';

/** What is written of them later, beside. */
const secrets = [...secretsOfPerson, 'hydrophonika', 'Hagelzucker'];
const shared = 'Tafelrunde der Wasserspieler';

let product: TestProduct;
let books: Books;
let admin: Api;
let id: string;
let other: string;
let before: string;
beforeAll(async () => {
  product = await startTestProduct();
  books = await booksIn(product.home);
  admin = await apiOf(product);
  ({ id } = await admin.give('POST', '/customers', person));
  ({ id: other } = await admin.give('POST', '/customers', { lastName: 'Bystander' }));
  await admin.give('POST', `/customers/${id}/interactions`, interaction);
  const participants = [{ customerId: id }, { customerId: other }];
  await admin.give('POST', `/customers/${id}/interactions`, {
    ...{ kind: 'meeting', occurredAt: '2026-03-02T10:00:00Z', subject: shared, participants },
  });
  await admin.give('PATCH', `/customers/${id}`, { jobTitle: 'Glasharfenistin' });
  const { id: campaignId } = await admin.give('POST', '/campaigns', {
    ...{ name: 'Spring', type: 'email', channel: 'email' },
  });
  await admin.give('POST', `/campaigns/${campaignId}/launch`);
  await admin.give('POST', `/customers/${id}/touches`, {
    ...{ campaignId, kind: 'clicked', occurredAt: '2026-03-03T10:00:00Z' },
    ...{ url: 'https://hydrophonika.example/zyxwina', ip: '192.0.2.77' },
  });
  await admin.give('POST', `/customers/${id}/do-not-contact`, {
    channel: 'sms',
    reason: 'Hagelzuckerallergie',
  });
  await admin.give('POST', `/customers/${id}/archive`, { reason: interaction.body });
  await admin.give('POST', `/customers/${id}/restore`);
  before = new Date().toISOString();
  // Whatever remembers answers and keys now remembers hers.
  const remembered = findings(await told(), secrets);
  for (const place of ['/log/', ...['', '?asOf', '/timeline', '/history', '/export'].map(ofHer)])
    expect(remembered).toContainEqual(expect.stringMatching(`^${place.replace('?', '[?]')}`));
  await books.pool.query('create table public.backup as select * from keys.subjects');
  await admin.give('POST', `/customers/${id}/erase`, { reason: 'asked' });
}, 120_000);
afterAll(async () => {
  await books?.close();
  await product?.stop();
}, 60_000);

const ofHer = (path: string): string => `/customers/${id}${path}`;

/** All that the API tells of her, in each way there is. */
const told = async (): Promise<readonly Trace[]> => {
  const { size } = (await admin.send('GET', '/log/checkpoint')).body as LogCheckpoint;
  const paths = [
    `/log/customers/${id}?size=${size}`,
    `/customers/${id}`,
    `/customers/${id}?asOf=${before}`,
    `/customers/${id}/timeline`,
    `/customers/${id}/history`,
    `/customers/${id}/export`,
    `/customers/${id}/erasure`,
    `/customers/${id}/campaigns`,
    '/customers?archived=all',
    '/customers?archived=all&sort=name',
    ...secrets.map((text) => `/customers?archived=all&q=${encodeURIComponent(text)}`),
  ];
  return Promise.all(
    paths.map(async (place) => ({
      place,
      content: Buffer.from(JSON.stringify((await admin.send('GET', place)).body)),
    })),
  );
};

describe('a person who was erased', () => {
  it('stands in no answer, of now or of then', async () => {
    expect(findings(await told(), secrets)).toEqual([]);
    expect((await admin.send('GET', `/customers/${id}`)).body).toMatchObject({
      name: null,
      emails: [],
      interactionCount: 2,
      erasedAt: expect.any(String),
    });
  });

  it('stands in no table, and a rebuild brings nothing back', async () => {
    expect(await books.differences()).toEqual([]);
    expect(findings(await allRows(books), secrets)).toEqual([]);
  });

  it('left the others what is theirs', async () => {
    const { body } = await admin.send('GET', `/customers/${other}/timeline`);
    expect(JSON.stringify(body)).toContain(shared);
    expect(JSON.stringify((await admin.send('GET', `/customers/${id}/timeline`)).body)).not.toContain(shared);
  });

  it('gave the address back', async () => {
    const { emails } = person;
    const { id: later } = await admin.give('POST', '/customers', { lastName: 'Later', emails });
    await admin.give('POST', `/customers/${later}/erase`, { reason: 'no_longer_needed' });
  });

  it('is told of in a report that names what remains', async () => {
    const { body } = await admin.send('GET', `/customers/${id}/erasure`);
    const report = body as ErasureReport;
    expect(report.keyDestroyed).toBe(true);
    expect(report.cleared.every(({ left }) => left === 0)).toBe(true);
  });

  it('is gone from the disk as well once the space was cleaned', async () => {
    const files = () => tableFiles(product, books, ['live', 'log', 'keys', 'engine']);
    await books.pool.query('vacuum (full, analyze)');
    expect(findings(await files(), secrets)).toEqual([]);
  });

  it('does not come back with a backup of the keys', async () => {
    await books.pool.query(`
      update keys.subjects s set wrapped = b.wrapped
      from public.backup b
      where b.subject = s.subject`);
    const command = product.pid('command');
    product.kill('command');
    await product.revived('command', command);
    const opens = async () =>
      (
        await books.pool.query('select from keys.subjects where subject = $1 and wrapped is not null', [
          `customer-${id}`,
        ])
      ).rowCount;
    for (const until = Date.now() + 20_000; (await opens()) !== 0 && Date.now() < until; ) await sleep(50);
    expect(await opens()).toBe(0);
    expect(findings(await told(), secrets)).toEqual([]);
  });
});
