import { Agent } from 'node:http';
import { customerQuestions, type Scope } from '@crm/contracts';
import { createMemoryStore } from '@crm/event-store';
import { createPool } from '@crm/service-kit/db/pool';
import { askedBy } from '@crm/service-kit/questions/answers';
import { statementOf } from '@crm/service-kit/questions/sql';
import type { Pool } from 'pg';
import { customerAnswers } from '../../../query-service/src/answers/customer.ts';
import { databaseName } from '../../../standalone/src/services/services.ts';
import type { Figure, Result } from '../figure.ts';
import { startFloor } from '../floor/start.ts';
import { call } from '../http.ts';
import { percentile } from '../percentiles.ts';
import { type BenchProduct, type BenchUser, benchProduct, caughtUp } from '../product.ts';
import { registerMany } from './million.ts';
import { type Asking, mix } from './mix.ts';

const customers = 1_000_000;
/** Of each question, after as many to warm up. */
const samples = 150;

/** List, search and profile among a million customers: over HTTP, against the same SQL bare plus an empty route. */
export const queries: Figure = {
  name: 'queries',
  about: `list, search and profile with ${customers.toLocaleString('en')} customers, one client, over HTTP`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const seller = await product.newUser('sales');
    await registerMany(product.admin, customers, seller.id);
    say('the log holds them; the projection service folds them');
    const seconds = (await caughtUp(product.admin)) / 1000;
    say(`folded in ${Math.round(seconds)} s: ${Math.round(customers / seconds)} events/s, every read model`);
    await product.admin.query('vacuum analyze');
    const floor = await startFloor(product.ports.auth);
    const results = await measureAll(product, seller, floor.url, say);
    await floor.close();
    await product.close();
    return [
      {
        figure: `folding ${customers.toLocaleString('en')} registrations live, all models`,
        value: customers / seconds,
        unit: 'events/s',
      },
      ...results,
    ];
  },
};

const measureAll = async (
  product: BenchProduct,
  seller: BenchUser,
  floorUrl: string,
  say: (line: string) => void,
) => {
  const agent = new Agent({ keepAlive: true });
  const pool = createPool(product.database.url(databaseName), { searchPath: 'live,public' });
  const bare = bareQuestions(pool, seller.id);
  const ids = await someIds(product.admin);
  const token = await product.token();
  const empty = await timed((_) => call({ url: floorUrl, token, agent })('GET', '/api/empty'));
  const asked: Readonly<Record<string, Asking>> = {
    ...mix,
    profile: { path: (n) => `/customers/${ids[n % ids.length]}` },
  };
  const results: Result[] = [];
  for (const [name, { path, own }] of Object.entries(asked)) {
    const scope = own ? 'own' : 'all';
    // A token lasts for five minutes, all questions together for longer.
    const token = await (own ? seller : product).token();
    const http = await timed((n) => call({ url: product.url, token, agent })('GET', `/api${path(n)}`));
    const sql = await timed((n) => bare.ask(path(n), scope));
    const floor = percentile(sql, 0.95) + percentile(empty, 0.95);
    const value = percentile(http, 0.95);
    say(`${name}: p95 ${value.toFixed(1)} ms (floor ${floor.toFixed(1)})`);
    results.push(
      { figure: `${name}, p95`, value, unit: 'ms', goal: { of: 'value', is: 'at most', limit: 50 } },
      {
        figure: `${name}, p95 to its floor`,
        value,
        unit: 'ms',
        floor,
        goal: { of: 'ratio', is: 'at most', limit: 2 },
      },
    );
  }
  agent.destroy();
  await bare.close();
  return results;
};

/** The statements of the product's own answers, sent by nobody but this client. */
const bareQuestions = (pool: Pool, seller: string) => {
  const answers = customerAnswers(createMemoryStore());
  const run = async (fragment: Parameters<typeof statementOf>[0]) =>
    (await pool.query(statementOf(fragment))).rows.length;
  const ask = async (path: string, scope: Scope): Promise<unknown> => {
    const seen = askedBy({ id: seller, role: 'sales' }, scope, { pool });
    const { pathname, searchParams } = new URL(path, 'http://bench');
    const id = pathname.split('/')[2];
    if (id !== undefined) {
      const answer = answers.customer({ id }, seen);
      return 'gate' in answer ? run(answer.gate) : run(answer);
    }
    const query = customerQuestions.customers.query.parse(Object.fromEntries(searchParams));
    const answer = answers.customers(query, seen);
    if ('gate' in answer) throw new Error('the list has no gate');
    let rows = 0;
    for (const segment of answer.segments) if (rows <= answer.limit) rows += await run(segment);
    return rows;
  };
  return { ask, close: () => pool.end() };
};

const someIds = async (admin: Pool): Promise<readonly string[]> =>
  (
    await admin.query<{ id: string }>('select id from live.customer where random() < 0.002 limit 1000')
  ).rows.map(({ id }) => id);

/** Milliseconds of each call, one after another. */
const timed = async (once: (n: number) => Promise<unknown>): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let n = -samples; n < samples; n++) {
    const startedAt = performance.now();
    await once(n + samples);
    if (n >= 0) times.push(performance.now() - startedAt);
  }
  return times;
};
