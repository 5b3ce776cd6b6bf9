import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Accepted, type Role } from '@crm/contracts';
import { inBatches } from '../batches.ts';
import type { Figure, Result } from '../figure.ts';
import { call } from '../http.ts';
import { type LiveClients, liveClients } from '../live-clients.ts';
import { memoryOf } from '../memory.ts';
import { median } from '../percentiles.ts';
import { type BenchProduct, benchProduct, caughtUp } from '../product.ts';

const clients = 1_000;
const named = `${clients.toLocaleString('en')} clients of live changes`;
/** Those who may see a customer that nobody owns. */
const roles: readonly Role[] = ['manager', 'marketing', 'analyst', 'auditor'];
const customers = 10_000;
const rounds = 3;
/** Milliseconds for a process to become as large as it stays. */
const settling = 3_000;

/** What a thousand open screens cost, and whether the projections notice. */
export const live: Figure = {
  name: 'live',
  about: `${named}, through the gateway: their memory, and projections beside them`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const agent = new Agent({ keepAlive: true });
    const post = call({ url: product.url, token: await product.token(), agent });
    const users = await Promise.all(roles.map(product.newUser));
    const open = async (): Promise<LiveClients> => {
      const tokens = await Promise.all(users.map((user) => user.token()));
      return liveClients(product.url, clients, (n) => tokens[n % tokens.length] ?? '');
    };
    // Code that has just started is compiled while it runs: the first round is not counted.
    await folded(product, post);
    const rates = { alone: [] as number[], beside: [] as number[] };
    const memory = { query: [] as number[], web: [] as number[] };
    const heard: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      rates.alone.push(await folded(product, post));
      await sleep(settling);
      const before = await memories(product);
      const listening = await open();
      await sleep(settling);
      rates.beside.push(await folded(product, post));
      heard.push(await untilAllHeard(post, listening));
      await sleep(settling);
      const after = await memories(product);
      listening.close();
      memory.query.push(after.query - before.query);
      memory.web.push(after.web - before.web);
      say(
        `round ${round} of ${rounds}: ${Math.round(after.query - before.query)} MB, ${Math.round(after.web - before.web)} MB in the gateway`,
      );
    }
    agent.destroy();
    await product.close();
    const more = (of: string, megabytes: readonly number[]): Result => ({
      figure: `${named}, memory of ${of}`,
      value: Math.max(...megabytes),
      unit: 'MB',
      goal: { of: 'value', is: 'at most', limit: 100 },
    });
    return [
      more('query-service', memory.query),
      more('the gateway', memory.web),
      {
        figure: `${named}, customers registered and folded beside them`,
        value: median(rates.beside),
        unit: 'events/s',
        floor: median(rates.alone),
        goal: { of: 'ratio', is: 'at least', limit: 0.9 },
      },
      { figure: `${named}, command until the last has heard of it`, value: median(heard), unit: 'ms' },
    ];
  },
};

type Post = ReturnType<typeof call>;

/** Registers customers; events a second until all are folded. */
const folded = async (product: BenchProduct, post: Post): Promise<number> => {
  const startedAt = performance.now();
  await inBatches(post, customers, (n) => ({
    command: 'RegisterCustomer',
    body: { lastName: `Person ${n}`, companyName: 'Analytical Engines Ltd.' },
  }));
  await caughtUp(product.admin);
  return (customers / (performance.now() - startedAt)) * 1000;
};

/** Milliseconds from a command until every client has been told of its customer. */
const untilAllHeard = async (post: Post, listening: LiveClients): Promise<number> => {
  const { body } = await post('POST', '/api/customers', { lastName: 'Heard of' });
  const { id } = Accepted.parse(JSON.parse(body));
  await sleep(1_000);
  const all = listening.heard(id, clients);
  const startedAt = performance.now();
  await post('PATCH', `/api/customers/${id}`, { jobTitle: 'Known to all' });
  await all;
  return performance.now() - startedAt;
};

const memories = async ({ services }: BenchProduct) => ({
  query: await memoryOf(services.query.pid()),
  web: await memoryOf(services.web.pid()),
});
