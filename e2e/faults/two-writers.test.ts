import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Accepted } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../standalone/src/free-port.ts';
import { programOf } from '../../standalone/src/services/services.ts';
import { call } from '../support/api.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';
import { disorder } from './audit.ts';
import { type Books, booksIn } from './books.ts';

const [people, rounds, clients] = [5, 20, 4];

let product: TestProduct;
let books: Books;
let other: ChildProcess;
let writers: readonly string[];
beforeAll(async () => {
  product = await startTestProduct();
  books = await booksIn(product.home);
  const port = await freePort();
  other = await anotherCommandService(port);
  writers = [`http://127.0.0.1:${product.ports.command}`, `http://127.0.0.1:${port}`];
}, 60_000);
afterAll(async () => {
  if (other?.kill('SIGTERM')) await once(other, 'exit');
  await books?.close();
  await product?.stop();
}, 60_000);

describe('two command services that decide on the same records at the same time', () => {
  it('let nothing be lost or done twice, though each keeps states warm', async () => {
    const authorization = `Bearer ${await product.signIn()}`;
    const give = async (path: string, body: object, writer: number) => {
      const answer = await call(writers[writer % 2] ?? '', 'POST', path, body, { authorization });
      // Others were faster again and again: it is said, and nothing was done.
      if (answer.status === 409) return null;
      expect(answer.status).toBeLessThan(300);
      return Accepted.parse(answer.body);
    };
    const ids = await Promise.all(
      Array.from(
        { length: people },
        async (_, n) => (await give('/customers', { lastName: `L${n}` }, n))?.id ?? '',
      ),
    );
    const done = await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        const own: { id: string; tag: string; revision: number }[] = [];
        for (let round = 0; round < rounds; round++)
          for (const id of ids) {
            const tag = `${client}.${round}`;
            const accepted = await give(`/customers/${id}/tags`, { add: [tag] }, client + round);
            if (accepted) own.push({ id, tag, revision: accepted.revision });
          }
        return own;
      }),
    );

    const accepted = done.flat().map(({ id, tag, revision }) => `${id} ${revision} ${tag}`);
    const { rows } = await books.pool.query<{ change: string }>(
      `select substr(stream, length('customer-') + 1) || ' ' || revision || ' ' || (data->'added'->>0) as change
       from log.events
       where type = 'CustomerTagsChanged'`,
    );
    expect(rows.map(({ change }) => change).toSorted()).toEqual(accepted.toSorted());
    expect(accepted.length).toBeGreaterThan(people * rounds);
    expect(await disorder(books)).toEqual([]);
    expect(await books.differences()).toEqual([]);
  }, 60_000);
});

/** A second process of the product's command service. */
const anotherCommandService = async (port: number): Promise<ChildProcess> => {
  const { ports } = product;
  const address = new URL(product.databaseUrl());
  Object.assign(address, { username: 'crm_command', password: books.keys.passwordOf('crm_command') });
  const child = spawn(process.execPath, [programOf('command')], {
    stdio: 'ignore',
    env: {
      ...{ PATH: process.env.PATH, PORT: String(port), HOST: '127.0.0.1', RATE_LIMIT_PER_MINUTE: '10000000' },
      ...{ AUTH_URL: `http://127.0.0.1:${ports.auth}`, QUERY_URL: `http://127.0.0.1:${ports.query}` },
      ...{ DATABASE_URL: address.href, MASTER_KEY: books.keys.master, LOOKUP_KEY: books.keys.lookup },
    },
  });
  const isReady = () => fetch(`http://127.0.0.1:${port}/health/ready`).then(({ ok }) => ok);
  while (!(await isReady().catch(() => false))) await sleep(50);
  return child;
};
