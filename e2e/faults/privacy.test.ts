import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, apiOf, call } from '../support/api.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';
import { type Books, booksIn } from './books.ts';
import { interaction, person, secrets } from './secret-person.ts';
import { findings, logFiles, metrics, storedRows, tableFiles } from './traces.ts';

let product: TestProduct;
let books: Books;
beforeAll(async () => {
  product = await startTestProduct({ env: { LOG_LEVEL: 'trace' } });
  books = await booksIn(product.home);
  const admin = await apiOf(product);
  const { id } = await admin.give('POST', '/customers', person);
  await admin.give('POST', `/customers/${id}/interactions`, interaction);
  await admin.give('PATCH', `/customers/${id}`, { jobTitle: 'Frostmond-Beauftragte' });
  await admin.give('POST', `/customers/${id}/archive`, { reason: interaction.body });
  await admin.give('POST', `/customers/${id}/restore`);
  expect(await provoked(admin, id)).toEqual([200, 200, 200, 409, 400, 400, 400, 401, 404, 404, 400]);
  await provokeFaults(admin, id);
  expect(await books.differences()).toEqual([]);
}, 120_000);
afterAll(async () => {
  await books?.close();
  await product?.stop();
}, 60_000);

/** Questions and mistakes that carry the person's own words. */
const provoked = async (admin: Api, id: string): Promise<readonly number[]> => {
  const words = encodeURIComponent(person.emails[0]?.address ?? '');
  const broken = `{"lastName":"${person.lastName}","emails":[{"address":"${person.emails[0]?.address}"`;
  const answers = [
    await admin.send('GET', `/customers?q=${words}`),
    await admin.send('GET', `/customers?q=${person.lastName}`),
    await admin.send('GET', `/customers/${id}/history`),
    await admin.send('POST', '/customers', person),
    await admin.send('POST', '/customers', { ...person, [person.lastName]: interaction.body }),
    await admin.send('POST', '/customers', broken),
    await admin.send('POST', `/customers/${id}/interactions`, { ...interaction, kind: interaction.body }),
    await call(product.url, 'POST', '/auth/sign-in', {
      email: person.emails[0]?.address,
      password: interaction.body,
    }),
    await admin.send('GET', `/${person.lastName}/${words}`),
    await admin.send('GET', `/customers/${words}`),
    await admin.send('GET', `/customers?after=${words}`),
  ];
  return answers.map(({ status }) => status);
};

/** The same words, while the database and the services behind the gateway go away. */
const provokeFaults = async (admin: Api, id: string): Promise<void> => {
  for (const name of ['postgres', 'command', 'query'] as const) {
    const before = product.pid(name);
    const asked = Array.from({ length: 40 }, (_, n) => [
      admin.send('POST', `/customers/${id}/interactions`, { ...interaction, externalId: `${name} ${n}` }),
      admin.send('GET', `/customers?q=${person.lastName}`),
    ]).flat();
    await sleep(20);
    product.kill(name);
    await Promise.allSettled(asked);
    await product.revived(name, before);
  }
};

describe('what a person told us', () => {
  it('stands in no line of any log', async () => {
    const lines = await logFiles(product);
    expect(lines.map(({ place }) => place.replace(`${product.home}/`, '')).toSorted()).toEqual([
      'logs/auth.log',
      'logs/command.log',
      'logs/projection.log',
      'logs/query.log',
      'logs/web.log',
      'postgres/postgres.log',
    ]);
    expect(lines.filter(({ content }) => content.length === 0)).toEqual([]);
    expect(findings(lines, secrets)).toEqual([]);
  });

  it('stands in no metric of any service', async () => {
    expect(findings(await metrics(product), secrets)).toEqual([]);
  });

  it('stands in no event and no key, in SQL or on the disk', async () => {
    const stored = [
      ...(await storedRows(books)),
      ...(await tableFiles(product, books, ['log', 'keys', 'engine'])),
    ];
    expect(findings(stored, secrets)).toEqual([]);
  });

  it('would have been found: the read models have it on the disk', async () => {
    const found = findings(await tableFiles(product, books, ['live']), secrets).map((each) =>
      each.replace(/^.*: /, ''),
    );
    expect(found).toEqual(expect.arrayContaining([person.firstName.toLowerCase(), 'vrolijk-voorbeeld']));
  });
});
