import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Rebuild } from '@crm/contracts';
import { z } from 'zod';
import { inBatches } from '../batches.ts';
import type { Figure } from '../figure.ts';
import { call as caller } from '../http.ts';
import { memoryOf } from '../memory.ts';
import { percentile } from '../percentiles.ts';
import { type BenchProduct, benchProduct, caughtUp } from '../product.ts';
import { realisticLog } from '../rebuild/log.ts';
import { type Steady, steadily } from '../steadily.ts';

const events = 300_000;
const perSecond = 500;
const seconds = 20;
/** Before these, so many that are not counted: code that has just started is compiled while it runs. */
const warmUp = 5;
const customers = 5_000;
const connections = 256;
/** What the slowest hundredth may take in any case, in milliseconds, and else as many times what it takes without. */
const alwaysFine = 25;
const times = 3;

type Call = ReturnType<typeof caller>;

/** All read models are rebuilt while commands and questions go on. */
export const rebuildUnderCommands: Figure = {
  name: 'rebuild-under-commands',
  about: `all read models from ${events.toLocaleString('en')} sealed events while ${perSecond} commands/s arrive`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const master = await readFile(join(product.home, 'keys', 'master'), 'utf8');
    await realisticLog(product.admin, Buffer.from(master, 'base64'), events);
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const ask = caller({ url: product.url, token: await product.token(), agent });
    const ids = await inBatches(ask, customers, (n) => ({
      command: 'RegisterCustomer',
      body: { lastName: `Person ${n}` },
    }));
    await caughtUp(product.admin);
    await product.admin.query('vacuum analyze');
    const change = (n: number) => changed(ask, ids[n % customers] ?? '', n);
    const alone = await steadily(
      perSecond,
      { uncounted: warmUp * perSecond, goesOn: (n) => n < seconds * perSecond },
      change,
    );
    await caughtUp(product.admin);
    const beside = await besideRebuild(product, ask, change);
    const [without, during] = [percentile(alone.times, 0.99), percentile(beside.commands.times, 0.99)];
    for (const [when, { late, busy }] of Object.entries({ alone, beside: beside.commands }))
      say(
        `${when}: sent late by ${percentile(late, 0.99).toFixed(1)} ms at the 99th percentile, the sender ${Math.round(busy * 100)}% busy`,
      );
    agent.destroy();
    await product.close();
    const of = `rebuild of ${beside.rebuild.done.toLocaleString('en')} events beside ${perSecond} commands/s`;
    return [
      {
        figure: `${of}, events folded`,
        value: beside.rebuild.done / beside.seconds,
        unit: 'events/s',
        goal: { of: 'value', is: 'at least', limit: 5_000 },
      },
      {
        figure: `${of}, command p99 (floor: without it)`,
        value: during,
        unit: 'ms',
        floor: without,
        goal:
          times * without > alwaysFine
            ? { of: 'ratio', is: 'at most', limit: times }
            : { of: 'value', is: 'at most', limit: alwaysFine },
      },
      {
        figure: `${of}, questions that failed, of ${beside.asked.toLocaleString('en')}`,
        value: beside.failed,
        unit: 'questions',
        goal: { of: 'value', is: 'at most', limit: 0 },
      },
      {
        figure: `${of}, memory of projection-service at most`,
        value: beside.megabytes,
        unit: 'MB',
        goal: { of: 'value', is: 'at most', limit: 400 },
      },
    ];
  },
};

/** Milliseconds until a change is accepted. */
const changed = async (ask: Call, id: string, n: number): Promise<number> => {
  const sentAt = performance.now();
  await ask('PATCH', `/api/customers/${id}`, { jobTitle: `Role ${n}` });
  return performance.now() - sentAt;
};

interface Beside {
  readonly commands: Steady;
  readonly rebuild: Rebuild;
  readonly seconds: number;
  readonly megabytes: number;
  readonly asked: number;
  readonly failed: number;
}

/** Sends commands and asks questions from before a rebuild until after its end. */
const besideRebuild = async (
  product: BenchProduct,
  ask: Call,
  change: (n: number) => Promise<number>,
): Promise<Beside> => {
  const state = { ended: false, asked: 0, failed: 0, megabytes: 0 };
  const commands = steadily(perSecond, { uncounted: perSecond, goesOn: () => !state.ended }, change);
  const questions = (async () => {
    for (let n = 0; !state.ended; n++) {
      state.asked++;
      await ask('GET', `/api/${asked[n % asked.length]}`).catch(() => {
        state.failed++;
      });
      await sleep(20);
    }
  })();
  await ask('POST', '/api/read-models/rebuilds', { models: [] });
  let rebuild: Rebuild | undefined;
  while (rebuild?.finishedAt == null) {
    await sleep(100);
    state.megabytes = Math.max(state.megabytes, await memoryOf(product.services.projection.pid()));
    [rebuild] = z.array(Rebuild).parse(JSON.parse((await ask('GET', '/api/read-models/rebuilds')).body));
  }
  state.ended = true;
  await questions;
  if (rebuild.state !== 'done') throw new Error(`the rebuild is ${rebuild.state}: ${rebuild.fault}`);
  const took = Date.parse(rebuild.finishedAt) - Date.parse(rebuild.startedAt ?? rebuild.requestedAt);
  return { ...state, commands: await commands, rebuild, seconds: took / 1000 };
};

/** Questions over several read models, in turn. */
const asked = [
  'customers?sort=name&order=asc',
  'customers?q=person',
  'customers?stage=customer',
  'customers/counts',
  'campaigns',
] as const;
