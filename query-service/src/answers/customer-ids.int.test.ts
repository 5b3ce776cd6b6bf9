import type { CustomerCard } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joined, launched } from '../../testing/campaigns.ts';
import { manager, other, seller } from '../../testing/customers.ts';
import { type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
let campaignId: string;
beforeAll(async () => {
  side = await readSide();
  campaignId = await launched(side);
  for (let n = 0; n < 40; n++)
    await side.register(
      {
        firstName: `Ann${n % 3}`,
        lastName: ['Mayer', 'Meier', 'Miller', 'Smith'][n % 4] ?? '',
        stage: ['lead', 'customer'][n % 2] ?? 'lead',
        tags: n % 5 === 0 ? ['vip'] : [],
        ownerId: [seller.id, other.id, null][n % 3] ?? null,
      },
      ...(n % 4 === 0 ? [joined(campaignId)] : []),
      ...(n % 9 === 0 ? [{ type: 'CustomerArchived', data: { reason: null } } as const] : []),
    );
}, 60_000);
afterAll(() => side.close());

it.each([
  '',
  'stage=lead&tag=vip',
  'archived=all&ownerId=none',
  'q=ann m',
  'q=miller&stage=lead',
  'q=smyth',
  'q=smiht&archived=all',
  'q=nobody at all',
  'campaign',
  'campaign&q=may',
])('the ids for "%s" are those of the list, in order, each once', async (asked) => {
  const filter = asked.replace('campaign', `campaignId=${campaignId}`);
  for (const actor of [manager, seller]) {
    const ids = await side.pages<{ id: string }>(actor, `/customers/ids?${filter}&limit=3`);
    const list = await side.ask(actor, `/customers?${filter}&limit=200`);
    const expected = list.body.items.map((item: CustomerCard) => item.id).sort();
    expect(ids.map(({ id }) => id)).toEqual(expected);
  }
});

describe('a large page', () => {
  it('holds up to ten thousand', async () => {
    expect((await side.ask(manager, '/customers/ids?limit=10000')).status).toBe(200);
    expect((await side.ask(manager, '/customers/ids?limit=10001')).status).toBe(400);
  });
});
