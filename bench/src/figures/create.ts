import autocannon from 'autocannon';
import type { Figure, Result } from '../figure.ts';
import { startFloor } from '../floor/start.ts';
import { median } from '../percentiles.ts';
import { benchProduct } from '../product.ts';

const connections = 64;
const seconds = 6;
const rounds = 3;

/** Registering customers over HTTP, one a request, against the same stack with no store behind it. */
export const create: Figure = {
  name: 'create',
  about: `POST /api/customers, ${connections} connections, against the same stack with no store behind it`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const floor = await startFloor(product.ports.auth);
    const rates = { floor: [] as number[], folding: [] as number[], alone: [] as number[] };
    const p99s: number[] = [];
    const projection = (signal: NodeJS.Signals) => product.services.projection.kill(signal);
    // Code that has just started is compiled while it runs: on both sides, the first round is not counted.
    await load(floor.url, await product.token());
    await load(product.url, await product.token());
    for (let round = 1; round <= rounds; round++) {
      rates.floor.push((await load(floor.url, await product.token())).requests.average);
      const folding = await load(product.url, await product.token());
      rates.folding.push(folding.requests.average);
      p99s.push(folding.latency.p99);
      projection('SIGSTOP');
      rates.alone.push((await load(product.url, await product.token())).requests.average);
      projection('SIGCONT');
      say(`round ${round} of ${rounds}: ${Math.round(rates.folding.at(-1) ?? 0)} requests/s`);
    }
    await floor.close();
    await product.close();
    const rate = (figure: string, of: readonly number[]): Result => ({
      figure,
      value: median(of),
      unit: 'requests/s',
      floor: median(rates.floor),
    });
    return [
      {
        ...rate('POST /api/customers, 64 connections, projections running', rates.folding),
        goal: { of: 'ratio', is: 'at least', limit: 0.4 },
      },
      rate('POST /api/customers, 64 connections, projections stopped', rates.alone),
      { figure: 'POST /api/customers p99, projections running', value: median(p99s), unit: 'ms' },
    ];
  },
};

let people = 0;

/** Every request registers somebody else. @throws where not every answer was 201 */
const load = async (url: string, token: string): Promise<autocannon.Result> => {
  const result = await autocannon({
    url: `${url}/api/customers`,
    connections,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    requests: [
      {
        setupRequest: (request) => {
          people++;
          const email = `person-${people}@example.com`;
          const body = JSON.stringify({
            firstName: 'Ada',
            lastName: `Lovelace ${people}`,
            companyName: 'Analytical Engines Ltd.',
            emails: [{ address: email }],
            tags: ['bench'],
          });
          return { ...request, body };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} requests were refused, ${result.errors} failed`);
  return result;
};
