import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProcessName, startTestProduct, type TestProduct } from '../support/product.ts';
import { type Books, booksIn } from './books.ts';
import { clientsAt } from './clients.ts';

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

describe('what a hundred clients were told', () => {
  it.each<ProcessName>(['postgres', 'command', 'web'])(
    'is in the log although %s was killed, and nothing is there twice when they ask again',
    async (victim) => {
      const { wishing, insisting } = clientsAt(product.url, await product.signIn(), victim);
      const before = product.pid(victim);
      let isOver = false;
      const wished = wishing(100, () => isOver);
      await sleep(1_000);
      product.kill(victim);
      isOver = true;
      const wishes = await wished;
      await product.revived(victim, before);

      const told = wishes.flatMap((wish) => wish.told ?? []);
      expect(told.length).toBeGreaterThan(100);
      const logged = await registered(victim);
      expect(told.filter(({ id, revision }) => logged.get(id) !== revision)).toEqual([]);

      const later = await insisting(wishes.filter((wish) => wish.told === undefined));
      const ids = [...told, ...later.flatMap((wish) => wish.told ?? [])].map(({ id }) => id);
      expect(ids.toSorted()).toEqual([...(await registered(victim)).keys()].toSorted());

      const answered = wishes.filter((wish) => wish.told !== undefined).slice(0, 100);
      expect(await insisting(answered)).toEqual(expect.arrayContaining(answered));
      expect((await registered(victim)).size).toBe(wishes.length);
    },
    60_000,
  );
});

/** Who was registered with a tag, by id: the revision of the registration. */
const registered = async (tag: string): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await books.pool.query<{ id: string; revision: number }>(
    `select substr(stream, length('customer-') + 1) as id, revision
     from log.events
     where type = 'CustomerRegistered' and data->'tags'->>0 = $1`,
    [tag],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
};
