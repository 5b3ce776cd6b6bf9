import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchAnswer } from '@crm/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { apiOf, call } from '../support/api.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';
import { disorder } from './audit.ts';
import { type Books, booksIn } from './books.ts';

/** Milliseconds of a whole soak, or of a test among others. */
const lasting = process.env.SOAK ? 60_000 : 8_000;
/** Eight times what the command service takes at once. */
const [clients, commandsEach] = [64, 500];
/** MB: more than this is a leak, however slow the machine is. */
const mostMemory = 1_000;

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

it('refuses what is too much, keeps what it took, and does not grow meanwhile', async () => {
  const authorization = `Bearer ${await product.signIn()}`;
  const until = Date.now() + lasting;
  const memory: number[] = [];
  const [told] = await Promise.all([
    Promise.all(Array.from({ length: clients }, () => insisting(authorization, until))),
    (async () => {
      for (; Date.now() < until; await sleep(250)) memory.push(memoryOf(product.pid('command')));
    })(),
  ]);

  expect(told.some(({ refused }) => refused > 0)).toBe(true);
  const accepted = told.flatMap((client) => client.accepted);
  const { rows } = await books.pool.query<{ id: string }>(
    `select substr(stream, length('customer-') + 1) as id from log.events where type = 'CustomerRegistered'`,
  );
  const logged = new Set(rows.map(({ id }) => id));
  expect(accepted.length).toBeGreaterThan(commandsEach);
  expect(accepted.filter((id) => !logged.has(id))).toEqual([]);
  expect(await disorder(books)).toEqual([]);

  const third = Math.ceil(memory.length / 3);
  const [begun, last] = [Math.max(...memory.slice(third, 2 * third)), Math.max(...memory.slice(2 * third))];
  expect(last).toBeLessThan(mostMemory);
  if (process.env.SOAK) expect(last).toBeLessThan(1.25 * begun);
  const api = await apiOf(product);
  expect(await api.send('POST', '/customers', { lastName: 'Afterwards' })).toMatchObject({ status: 201 });
}, 150_000);

/** One client that sends batch after batch, whatever it is told; gives whom it registered and how much was refused. */
const insisting = async (authorization: string, until: number) => {
  const accepted: string[] = [];
  let refused = 0;
  const commands = Array.from({ length: commandsEach }, () => ({
    command: 'RegisterCustomer',
    body: { lastName: 'Of many' },
  }));
  while (Date.now() < until) {
    const answer = await call(product.url, 'POST', '/batch', { commands }, { authorization });
    if (answer.status === 200) {
      for (const result of BatchAnswer.parse(answer.body).results)
        if ('accepted' in result) accepted.push(result.accepted.id);
        else refused++;
      continue;
    }
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    refused++;
  }
  return { accepted, refused };
};

/** MB that a process has in memory. */
const memoryOf = (pid: number | undefined): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
