import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, call } from '../support/api.ts';
import { type ProcessName, startTestProduct, type TestProduct } from '../support/product.ts';
import { disorder } from './audit.ts';
import { type Books, booksIn } from './books.ts';
import { clientsAt, type Wish } from './clients.ts';
import { verified } from './verified.ts';

const services: readonly ProcessName[] = ['auth', 'command', 'projection', 'query', 'web'];
/** Milliseconds that the database stays away. */
const away = 6_000;

let product: TestProduct;
let books: Books;
beforeAll(async () => {
  product = await startTestProduct();
  books = await booksIn(product.home);
}, 60_000);
afterAll(async () => {
  await books?.close();
  await product?.stop();
}, 60_000);

describe('a database that is stopped under load, and started again some seconds later', () => {
  const heard: Answer[] = [];
  let wishes: readonly Wish[];
  let before: readonly (number | undefined)[];

  beforeAll(async () => {
    before = services.map(product.pid);
    const token = await product.signIn();
    const { wishingDuring } = clientsAt(product.url, token, 'away', (answer) => heard.push(answer));
    let isOver = false;
    const asked = asking(token, () => isOver);
    wishes = await wishingDuring(32, async () => {
      await sleep(500);
      const start = await stop();
      await sleep(away);
      await start();
      await Promise.all(services.map((name) => product.revived(name, undefined)));
      await sleep(500);
    });
    isOver = true;
    heard.push(...(await asked));
  }, 90_000);

  it('was answered for by problems that say when to try again', () => {
    expect(heard.length).toBeGreaterThan(100);
    const told = heard.map(({ status, headers, body }) =>
      [status, headers.get('retry-after'), Object(body).code].join(' '),
    );
    expect([...new Set(told)].filter((each) => !/^503 1 (unavailable|outcome-unknown)$/.test(each))).toEqual(
      [],
    );
  });

  it('is found again by every service, without one being started anew', async () => {
    expect(services.map(product.pid)).toEqual(before);
    const token = await product.signIn();
    const answer = await call(product.url, 'GET', '/customers', undefined, {
      authorization: `Bearer ${token}`,
    });
    expect(answer.status).toBe(200);
  });

  it('holds everything that was acknowledged, once', async () => {
    const { rows } = await books.pool.query<{ id: string }>(
      `select substr(stream, length('customer-') + 1) as id from log.events where type = 'CustomerRegistered'`,
    );
    expect(wishes.some(({ tries }) => tries > 1)).toBe(true);
    expect(rows.map(({ id }) => id).toSorted()).toEqual(wishes.map(({ told }) => told.id).toSorted());
    expect(await disorder(books)).toEqual([]);
    expect(await verified(product, books)).toMatchObject({ code: 0 });
    expect(await books.differences()).toEqual([]);
  }, 60_000);
});

/** Asks questions and signs in, again and again, until it is over; gives the answers that were refused. */
const asking = async (token: string, isOver: () => boolean): Promise<readonly Answer[]> => {
  const refused: Answer[] = [];
  while (!isOver()) {
    const answers = await Promise.all([
      call(product.url, 'GET', '/customers', undefined, { authorization: `Bearer ${token}` }),
      call(product.url, 'POST', '/auth/sign-in', product.administrator),
    ]);
    refused.push(...answers.filter(({ status }) => status >= 400));
    await sleep(50);
  }
  return refused;
};

/** Stops the database as an administrator does. What it gives back lets the supervisor start it again. */
const stop = async (): Promise<() => Promise<void>> => {
  const configuration = join(product.home, 'postgres/data/postgresql.conf');
  const pid = product.pid('postgres');
  if (pid === undefined) throw new Error('PostgreSQL does not run');
  await rename(configuration, `${configuration}.away`);
  process.kill(pid, 'SIGINT');
  return () => rename(`${configuration}.away`, configuration);
};
