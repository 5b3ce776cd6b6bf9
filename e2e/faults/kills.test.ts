import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiOf } from '../support/api.ts';
import { type ProcessName, startTestProduct, type TestProduct } from '../support/product.ts';
import { disorder, lost, misheld, registrations } from './audit.ts';
import { type Books, booksIn } from './books.ts';
import { chanceOf, faultSeed } from './chance.ts';
import { carryOut, fiveKills } from './kills.ts';
import { peopleOf } from './people.ts';
import { beginImport, countsIn } from './running-import.ts';

const rounds = Array.from({ length: process.env.SOAK ? 10 : 1 }, (_, index) => index + 1);
const rows = 4_000;
const processes: readonly ProcessName[] = ['postgres', 'auth', 'command', 'projection', 'query', 'web'];
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

describe.each(rounds)('an import in which five processes are killed (round %i)', (round) => {
  const people = peopleOf(`round${round}`, rows);
  const kills = fiveKills(chanceOf(seed + round), rows);
  let said: string;
  let importId: string;

  beforeAll(async () => {
    const file = join(product.home, `round-${round}.csv`);
    await writeFile(file, people.csv);
    const begin = () => beginImport(file, { url: product.url, ...product.administrator });
    const before = await registered();
    let running = begin();
    await carryOut(
      kills,
      async () => (await registered()) - before,
      (victim) => {
        if (victim !== 'import') return product.kill(victim);
        running.kill();
        running = begin();
      },
    );
    ({ said } = await running.ended);
    importId = /Import (\S+)/.exec(said)?.[1] ?? '';
    for (const name of processes) await product.revived(name, undefined);
  }, 180_000);

  const registered = async (): Promise<number> => {
    const { rows } = await books.pool.query<{ count: bigint }>(
      `select count(*) from log.events where type = 'CustomerRegistered'`,
    );
    return Number(rows[0]?.count);
  };

  it('counts what became of every row', () => {
    const { read, created, updated, duplicates, before, failed } = countsIn(said);
    expect({ read, updated, duplicates, failed }).toEqual({
      read: rows,
      updated: 0,
      duplicates: people.pairs.length,
      failed: people.wrong,
    });
    expect(created + before + duplicates + failed).toBe(rows);
  });

  it('has every row in the log exactly once', async () => {
    const times = await registrations(books, importId);
    expect(people.sound.filter((row) => times.get(row) !== 1)).toEqual([]);
    const ofPair = ([first, second]: readonly [number, number]) =>
      (times.get(first) ?? 0) + (times.get(second) ?? 0);
    expect(people.pairs.filter((pair) => ofPair(pair) !== 1)).toEqual([]);
    expect(times.size).toBe(people.sound.length + people.pairs.length);
  });

  it('leaves a log in order', async () => {
    expect(await disorder(books)).toEqual([]);
  });

  it('leaves nothing sealed under a key that is gone', async () => {
    expect(await lost(books)).toBe(0);
  });

  it('leaves every address with the one customer who has it', async () => {
    expect(await misheld(books)).toBe(0);
  }, 30_000);

  it('leaves read models that equal a rebuild from zero, row by row', async () => {
    expect(await books.differences()).toEqual([]);
  }, 90_000);

  it('leaves a product that serves', async () => {
    const api = await apiOf(product);
    const { id } = await api.give('POST', '/customers', { lastName: 'Afterwards' });
    expect(await api.send('GET', `/customers/${id}`)).toMatchObject({
      status: 200,
      body: { lastName: 'Afterwards' },
    });
  });
});
