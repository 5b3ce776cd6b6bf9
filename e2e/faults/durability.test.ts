import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProcessName, startTestProduct, type TestProduct } from '../support/product.ts';
import { disorder, lost, misheld } from './audit.ts';
import { type Books, booksIn } from './books.ts';
import { chanceOf, faultSeed } from './chance.ts';
import { clientsAt } from './clients.ts';
import { verified } from './verified.ts';

const rounds = Array.from({ length: process.env.SOAK ? 50 : 5 }, (_, index) => index + 1);
const clients = 64;
const seed = faultSeed();

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

describe('what clients were told', () => {
  it.each(rounds)(
    'is in the log, and nothing is there twice, although command and database were killed in mid-flush (round %i)',
    async (round) => {
      const { between, shuffled } = chanceOf(seed + round);
      const victims = shuffled<ProcessName>(['postgres', 'command']);
      await survives(`round${round}`, victims, () => between(100, 600));
      expect(await disorder(books)).toEqual([]);
      expect(await verified(product, books)).toMatchObject({ code: 0 });
    },
    90_000,
  );

  it('is in the log although the gateway was killed', async () => {
    await survives('gateway', ['web'], () => 500);
  }, 60_000);

  it('leaves every address with who has it, every seal with its key, and read models that equal a rebuild', async () => {
    expect(await misheld(books)).toBe(0);
    expect(await lost(books)).toBe(0);
    expect(await books.differences()).toEqual([]);
  }, 300_000);
});

/** Clients write while one after another is killed, and until all are back; what they were told is held to the log. */
const survives = async (tag: string, victims: readonly ProcessName[], pause: () => number): Promise<void> => {
  const { wishingDuring, again } = clientsAt(product.url, await product.signIn(), tag);
  const wishes = await wishingDuring(clients, async () => {
    const returns: Promise<void>[] = [];
    for (const victim of victims) {
      await sleep(pause());
      const before = product.pid(victim);
      product.kill(victim);
      returns.push(product.revived(victim, before));
    }
    await Promise.all(returns);
  });
  expect(wishes.some(({ tries }) => tries > 1)).toBe(true);

  const told = new Map(wishes.map(({ told: { id, revision } }) => [id, revision]));
  expect(told.size).toBe(wishes.length);
  expect(await registered(tag)).toEqual(told);
  const some = wishes.slice(-clients);
  expect((await again(some)).map((wish) => wish.told)).toEqual(some.map((wish) => wish.told));
  expect((await registered(tag)).size).toBe(wishes.length);
};

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
