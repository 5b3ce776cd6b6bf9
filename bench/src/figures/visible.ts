import { Agent } from 'node:http';
import { inBatches } from '../batches.ts';
import type { Figure, Goal, Result } from '../figure.ts';
import { call as caller } from '../http.ts';
import { percentile } from '../percentiles.ts';
import { benchProduct, caughtUp } from '../product.ts';
import { steadily } from '../steadily.ts';

/** Commands a second, and the milliseconds that the slowest hundredth is held to. */
const rates: readonly { readonly perSecond: number; readonly goal?: number }[] = [
  { perSecond: 100 },
  { perSecond: 200, goal: 100 },
  { perSecond: 500, goal: 60 },
  { perSecond: 1_000 },
];
const seconds = 15;
/** Before these, so many that are not counted: code that has just started is compiled while it runs. */
const warmUp = 3;
const customers = 5_000;
/** More at once would wait for the gateway to accept them: those that find none wait here, and their time runs. */
const connections = 256;

/** From sending a command to its change in a question's answer, at a steady rate whatever the answers take. */
export const visible: Figure = {
  name: 'visible',
  about: `command to visible in the query at ${rates.map(({ perSecond }) => perSecond.toLocaleString('en')).join(', ')} commands/s`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const token = await product.token();
    const ids = await inBatches(caller({ url: product.url, token, agent: new Agent() }), customers, (n) => ({
      command: 'RegisterCustomer',
      body: { lastName: `Person ${n}` },
    }));
    await caughtUp(product.admin);
    const results: Result[] = [];
    for (const { perSecond, goal } of rates) {
      const agent = new Agent({ keepAlive: true, maxSockets: connections });
      const call = caller({ url: product.url, token, agent });
      const { times, late, busy } = await steadily(
        perSecond,
        { uncounted: warmUp * perSecond, goesOn: (n) => n < seconds * perSecond },
        (n) => once(call, ids[n % customers] ?? '', n),
      );
      say(
        `${perSecond}/s: sent late by ${percentile(late, 0.99).toFixed(1)} ms at the 99th percentile, the sender ${Math.round(busy * 100)}% busy`,
      );
      results.push(...[0.5, 0.95, 0.99].map((share) => resultOf(perSecond, times, share, goal)));
      // Connections of its own: those that the last one no longer needs are closed by the server while they idle.
      agent.destroy();
      await caughtUp(product.admin);
    }
    await product.close();
    return results;
  },
};

const resultOf = (perSecond: number, times: readonly number[], share: number, limit?: number): Result => {
  const goal: Goal | undefined =
    share === 0.99 && limit !== undefined ? { of: 'value', is: 'at most', limit } : undefined;
  return {
    figure: `command to visible, ${perSecond.toLocaleString('en')}/s, p${share * 100}`,
    value: percentile(times, share),
    unit: 'ms',
    ...(goal && { goal }),
  };
};

type Call = ReturnType<typeof caller>;

/** Milliseconds until the change that was asked for is read, or a later one of the same customer. */
const once = async (call: Call, id: string, n: number): Promise<number> => {
  const sentAt = performance.now();
  const { token } = await call('PATCH', `/api/customers/${id}`, { jobTitle: `Role ${n}` });
  for (;;) {
    const { body } = await call('GET', `/api/customers/${id}`, undefined, token);
    if (Number(JSON.parse(body).jobTitle?.slice('Role '.length)) >= n) return performance.now() - sentAt;
  }
};
