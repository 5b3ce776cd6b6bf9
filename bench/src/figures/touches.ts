import { Agent } from 'node:http';
import { Accepted, type TouchKind } from '@crm/contracts';
import { type BatchCommand, inBatches } from '../batches.ts';
import type { Figure } from '../figure.ts';
import { call } from '../http.ts';
import { benchProduct, caughtUp } from '../product.ts';

const customers = 20_000;
/** One after another for everybody, as a mailing's own log would bring them. The first makes the members. */
const kinds: readonly TouchKind[] = ['sent', 'delivered', 'opened'];

/** Touches of a mailing, many a request: decided, sealed, on disk, and folded. */
export const touches: Figure = {
  name: 'touches',
  about: `POST /api/batch: ${(kinds.length * customers).toLocaleString('en')} touches of ${customers.toLocaleString('en')} members of a campaign`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const agent = new Agent({ keepAlive: true });
    const post = call({ url: product.url, token: await product.token(), agent });
    const ids = await inBatches(post, customers, (n) => ({
      command: 'RegisterCustomer',
      body: { lastName: `Person ${n}`, emails: [{ address: `person${n}@example.com` }] },
    }));
    const campaign = { name: 'Spring', type: 'email' };
    const { id: campaignId } = Accepted.parse(
      JSON.parse((await post('POST', '/api/campaigns', campaign)).body),
    );
    await post('POST', `/api/campaigns/${campaignId}/launch`, {});
    await caughtUp(product.admin);
    const count = kinds.length * customers;
    const startedAt = performance.now();
    await inBatches(post, count, (n) =>
      touchOf(campaignId, ids[n % customers] ?? '', kinds[Math.floor(n / customers)] ?? 'sent', n),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const late = await caughtUp(product.admin);
    agent.destroy();
    await product.close();
    return [
      {
        figure: 'touches recorded, 500 a batch',
        value: count / seconds,
        unit: 'touches/s',
        goal: { of: 'value', is: 'at least', limit: 3_000 },
      },
      {
        figure: 'touches, read models caught up after their end',
        value: late / 1000,
        unit: 's',
        goal: { of: 'value', is: 'at most', limit: 2 },
      },
    ];
  },
};

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const touchOf = (campaignId: string, id: string, kind: TouchKind, n: number): BatchCommand => ({
  command: 'RecordTouch',
  path: { id },
  body: {
    campaignId,
    kind,
    occurredAt: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
    externalId: `bench:${n}`,
    ...(kind === 'opened' ? { userAgent, ip: '192.0.2.17' } : {}),
  },
  idempotencyKey: `bench:${n}`,
});
