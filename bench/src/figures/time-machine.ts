import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { World } from '@crm/contracts';
import type { Figure } from '../figure.ts';
import { call } from '../http.ts';
import { memoryOf } from '../memory.ts';
import { percentile } from '../percentiles.ts';
import { type BenchProduct, benchProduct, caughtUp } from '../product.ts';
import { realisticLog } from '../rebuild/log.ts';

const events = 1_000_000;
/** Of each question, after as many to warm up. */
const samples = 300;

/** The workspace as of a moment: how long it takes to build, and what it takes to ask about the past. */
export const timeMachine: Figure = {
  name: 'time-machine',
  about: `the workspace as of a moment over ${events.toLocaleString('en')} events, and one record as of a date, over HTTP`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const master = await readFile(join(product.home, 'keys', 'master'), 'utf8');
    const count = await realisticLog(product.admin, Buffer.from(master, 'base64'), events);
    const then = new Date().toISOString();
    say(`the log holds ${count.toLocaleString('en')} events; the projection service folds them`);
    await caughtUp(product.admin);
    await product.admin.query('vacuum analyze');
    const agent = new Agent({ keepAlive: true });
    const asking = async () => call({ url: product.url, token: await product.token(), agent });
    const { seconds, megabytes, world } = await build(product, await asking(), then);
    say(`built in ${seconds.toFixed(1)} s, ${Math.round((world.bytes ?? 0) / 1e6)} MB on the disk`);
    const moments = await someMoments(product, then);
    const ask = await asking();
    const record = await timed((n) => ask('GET', `/api/customers/${moments[n % moments.length]}`));
    const list = await timed((n) => ask('GET', `/api/customers?${sorts[n % sorts.length]}&asOf=${then}`));
    agent.destroy();
    await product.close();
    const ms = (figure: string, samples: readonly number[]) => ({
      figure,
      value: percentile(samples, 0.95),
      unit: 'ms',
    });
    return [
      { figure: `time machine over ${count.toLocaleString('en')} events`, value: seconds, unit: 's' },
      {
        figure: 'time machine, memory of projection-service at most',
        value: megabytes,
        unit: 'MB',
        goal: { of: 'value', is: 'at most', limit: 400 },
      },
      {
        ...ms('one record as of a date, p95', record),
        goal: { of: 'value', is: 'at most', limit: 20 },
      },
      ms('list as of a moment, in its world, p95', list),
    ];
  },
};

type Ask = ReturnType<typeof call>;

/** Orders the world and waits for it, watching what it takes. */
const build = async (product: BenchProduct, ask: Ask, asOf: string) => {
  const startedAt = performance.now();
  let megabytes = 0;
  let world = World.parse(JSON.parse((await ask('POST', '/api/time-machine', { asOf })).body));
  while (world.state === 'waiting' || world.state === 'building') {
    await sleep(100);
    megabytes = Math.max(megabytes, await memoryOf(product.services.projection.pid()));
    world = World.parse(JSON.parse((await ask('GET', `/api/time-machine/${world.position}`)).body));
  }
  if (world.state === 'failed') throw new Error(`the world failed: ${world.fault}`);
  return { world, megabytes, seconds: (performance.now() - startedAt) / 1000 };
};

const sorts = ['sort=name&order=asc', 'sort=createdAt', 'stage=customer', 'sort=lastActivityAt'];

/** Customers, each at a moment of its life. */
const someMoments = async ({ admin }: BenchProduct, end: string): Promise<readonly string[]> => {
  const { rows } = await admin.query<{ id: string; at: string }>(
    `select id, created_at + random() * ($1::timestamptz - created_at) as at
     from live.customer where erased_at is null order by md5(id::text) limit $2`,
    [end, samples],
  );
  return rows.map(({ id, at }) => `${id}?asOf=${at}`);
};

/** Milliseconds of each call, one after another; as many before them are not counted. */
const timed = async (ask: (n: number) => Promise<unknown>): Promise<readonly number[]> => {
  const took: number[] = [];
  for (let n = 0; n < 2 * samples; n++) {
    const askedAt = performance.now();
    await ask(n);
    if (n >= samples) took.push(performance.now() - askedAt);
  }
  return took;
};
