import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Accepted } from '@crm/contracts';
import type { Figure, Result } from '../figure.ts';
import { call as caller } from '../http.ts';
import { percentile } from '../percentiles.ts';
import { benchProduct } from '../product.ts';

const perSecond = 200;
const seconds = 20;
/** Before these, so many that are not counted: code that has just started is compiled while it runs. */
const warmUp = 400;
const customers = 500;

/** From sending a command to its change in a question's answer, at a steady rate whatever the answers take. */
export const visible: Figure = {
  name: 'visible',
  about: `command to visible in the query at ${perSecond} commands/s`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const agent = new Agent({ keepAlive: true });
    const call = caller({ url: product.url, token: await product.token(), agent });
    const ids: string[] = [];
    for (let n = 0; n < customers; n++) {
      const { body } = await call('POST', '/api/customers', { lastName: `Person ${n}` });
      ids.push(Accepted.parse(JSON.parse(body)).id);
    }
    const times: number[] = [];
    const underWay: Promise<void>[] = [];
    const startedAt = performance.now();
    for (let n = 0; n < warmUp + perSecond * seconds; n++) {
      await sleep(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
      const asked = once(call, ids[n % customers] ?? '', n);
      underWay.push(asked.then((time) => void (n >= warmUp && times.push(time))));
    }
    await Promise.all(underWay);
    agent.destroy();
    await product.close();
    const result = (share: number): Result => ({
      figure: `command to visible, ${perSecond}/s, p${share * 100}`,
      value: percentile(times, share),
      unit: 'ms',
      ...(share === 0.99 ? { goal: { of: 'value', is: 'at most', limit: 100 } } : {}),
    });
    return [0.5, 0.95, 0.99].map(result);
  },
};

type Call = ReturnType<typeof caller>;

/** Milliseconds until the change that was asked for is read. @throws where it is not in the answer */
const once = async (call: Call, id: string, n: number): Promise<number> => {
  const sentAt = performance.now();
  const jobTitle = `Role ${n}`;
  const { token } = await call('PATCH', `/api/customers/${id}`, { jobTitle });
  const { body } = await call('GET', `/api/customers/${id}`, undefined, token);
  // Two commands on one customer are seconds apart: what is read is this one's, or it is not visible.
  if (JSON.parse(body).jobTitle !== jobTitle) throw new Error('the change was not visible in the answer');
  return performance.now() - sentAt;
};
