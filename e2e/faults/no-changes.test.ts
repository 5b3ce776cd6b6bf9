import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, call } from '../support/api.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';
import { disorder, lost } from './audit.ts';
import { type Books, booksIn } from './books.ts';
import { clientsAt } from './clients.ts';
import { smallDisk } from './small-disk.ts';
import { verified } from './verified.ts';

/** What PostgreSQL and the services take with nothing in them is a third of it. */
const megabytes = 300;
const disk = smallDisk(megabytes);
const onSmallDisk = disk === null ? it.skip : it;

const reported: string[] = [];
let product: TestProduct;
let books: Books;
beforeAll(async () => {
  product = await startTestProduct({
    ...(disk !== null && { folder: disk.folder }),
    report: (line) => void reported.push(line),
  });
  books = await booksIn(product.home);
}, 60_000);
afterAll(async () => {
  try {
    await books?.close();
    await product?.stop();
  } finally {
    disk?.remove();
  }
}, 60_000);

describe('a database that takes no changes', () => {
  it('because it is read-only says so, goes on answering, and takes them again', async () => {
    const readOnly = async (value: 'on' | 'off') => {
      await books.pool.query(`alter system set default_transaction_read_only = ${value}`);
      await books.pool.query('select pg_reload_conf()');
    };
    await endures('read-only', { begin: () => readOnly('on'), end: () => readOnly('off') });
  }, 90_000);

  onSmallDisk(
    'because its disk is full says so, goes on answering, and takes them again',
    async () => {
      if (disk === null) return;
      // The next file of its own log has no room either: the server ends, and cannot start before there is.
      const worsen = () => books.pool.query('select pg_switch_wal(), pg_sleep(10)').catch(() => undefined);
      await endures('disk-full', { begin: disk.fill, worsen, end: disk.clear });
      expect(reported).toContain('The disk is full: PostgreSQL cannot start until there is room.');
    },
    90_000,
  );
});

interface Fault {
  readonly begin: () => Promise<void>;
  /** What happens to it while it lasts. */
  readonly worsen?: () => Promise<unknown>;
  readonly end: () => Promise<void>;
}

/** Milliseconds for the fault to be told of, and that it lasts from then on. */
const patience = 30_000;
const lasting = 2_000;

/** Clients write while the fault begins, lasts and ends; they are told of it by its code, and nothing is half written. */
const endures = async (code: string, fault: Fault): Promise<void> => {
  const token = await product.signIn();
  const heard: Answer[] = [];
  const { wishingDuring } = clientsAt(product.url, token, code, (answer) => heard.push(answer));
  const wishes = await wishingDuring(16, async () => {
    await sleep(300);
    await fault.begin();
    for (const until = Date.now() + patience; !codesOf(heard).has(code); await sleep(20))
      if (Date.now() > until) throw new Error(`nobody was told ${code}, but ${[...codesOf(heard)]}`);
    const authorization = `Bearer ${token}`;
    const answer = await call(product.url, 'GET', '/customers', undefined, { authorization });
    expect(answer.status).toBe(200);
    const signIn = await call(product.url, 'POST', '/auth/sign-in', product.administrator);
    // On a full disk a small change may still find room in a page that is there.
    expect(signIn.status === 200 ? code : Object(signIn.body).code).toBe(code);
    await fault.worsen?.();
    await sleep(lasting);
    await fault.end();
    await sleep(300);
  });

  expect(new Set(heard.map(({ status, headers }) => `${status} ${headers.get('retry-after')}`))).toEqual(
    new Set(['503 1']),
  );
  const { rows } = await books.pool.query<{ id: string }>(
    `select substr(stream, length('customer-') + 1) as id
     from log.events
     where type = 'CustomerRegistered' and data->'tags'->>0 = $1`,
    [code],
  );
  expect(rows.map(({ id }) => id).toSorted()).toEqual(wishes.map(({ told }) => told.id).toSorted());
  expect(await disorder(books)).toEqual([]);
  expect(await lost(books)).toBe(0);
  expect(await verified(product, books)).toMatchObject({ code: 0 });
  expect(await books.differences()).toEqual([]);
};

const codesOf = (answers: readonly Answer[]): ReadonlySet<string> =>
  new Set(answers.map(({ body }) => String(Object(body).code)));
