import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { manager } from '../testing/customers.ts';
import { type ReadSide, readSide } from '../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

const served = ({ headers }: { headers: Headers }) => [
  headers.get('consistency'),
  BigInt(headers.get('consistency-token') ?? -1),
];

it('answers at once what has been reached, with or without a token', async () => {
  const id = await side.register({ lastName: 'Early' });
  expect((await side.ask(manager, `/customers/${id}`)).status).toBe(200);
  expect(served(await side.ask(manager, `/customers/${id}`, {}))[0]).toBe('current');
});

it('waits for a write that is not visible yet', async () => {
  await side.pause();
  const id = await side.register({ lastName: 'Late' });
  const asked = side.ask(manager, `/customers/${id}`);
  await sleep(150);
  side.project();
  const answer = await asked;
  expect(answer.status).toBe(200);
  expect(served(answer)[0]).toBe('waited');
});

it('gives up after two seconds and says so', async () => {
  await side.pause();
  const id = await side.register({ lastName: 'Lost' });
  const startedAt = performance.now();
  const answer = await side.ask(manager, `/customers/${id}`);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('consistency')).toBe('gave-up');
  side.project();
});

it('goes on after the database cut every connection', async () => {
  await side.database.kill(`usename = 'crm_query'`);
  await sleep(50);
  const id = await side.register({ lastName: 'Again' });
  const answer = await side.ask(manager, `/customers/${id}`);
  expect([answer.status, answer.headers.get('consistency')]).not.toContain('gave-up');
  expect(answer.body.lastName).toBe('Again');
});

it.each(['-1', 'abc', '99999999999999999999', '1.5'])('refuses the token %s', async (token) => {
  const { status, body } = await side.ask(manager, '/customers', { 'consistency-token': token });
  expect([status, body.code]).toEqual([400, 'invalid-header']);
});
