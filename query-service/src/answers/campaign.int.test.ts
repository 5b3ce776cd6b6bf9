import { randomUUID } from 'node:crypto';
import { type CampaignCard, CampaignSort, type Rate } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joined, launched, touched } from '../../testing/campaigns.ts';
import { manager, seller } from '../../testing/customers.ts';
import { type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
beforeAll(async () => {
  side = await readSide();
}, 60_000);
afterAll(() => side.close());

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const cost = (costId: string, amount: number) =>
  ({
    type: 'CampaignCostRecorded',
    data: { costId, amount: eur(amount), spentOn: '2026-01-05', note: null },
  }) as const;

describe('a campaign', () => {
  it('has its terms, its state, its costs and its audiences', async () => {
    const [print, twice, audienceId] = [randomUUID(), randomUUID(), randomUUID()];
    const id = await launched(
      side,
      { name: 'Spring', budget: eur(10_000), variants: [{ name: 'A', parts: 1 }] },
      { type: 'CampaignChanged', data: { name: 'Spring offer', startDate: '2026-03-01' } },
      cost(print, 5_000),
      cost(twice, 5_000),
      { type: 'CampaignCostVoided', data: { costId: twice, reason: 'booked twice' } },
      { type: 'CampaignAudienceRequested', data: { audienceId, kind: 'filter', filter: { q: 'zoe' } } },
      { type: 'CampaignAudienceProgressed', data: { audienceId, handled: 5, total: 12 } },
      { type: 'CampaignPaused', data: {} },
    );
    const { body, headers } = await side.ask(manager, `/campaigns/${id}`);
    expect(headers.get('etag')).toBe('"8"');
    expect(body).toMatchObject({
      id,
      name: 'Spring offer',
      startDate: '2026-03-01',
      status: 'paused',
      budget: eur(10_000),
      actualCost: eur(5_000),
      audiences: [
        { audienceId, kind: 'filter', filter: { q: 'zoe' }, handled: 5, total: 12, state: 'running' },
      ],
      endedAt: null,
    });
    expect(body.costs.map(({ voidedAt }: { voidedAt: string | null }) => voidedAt !== null)).toEqual([
      false,
      true,
    ]);
  });

  it('is missing where there is none, with all that is asked about it', async () => {
    for (const part of ['', '/members', '/audiences', '/report']) {
      const { status, body } = await side.ask(manager, `/campaigns/${randomUUID()}${part}`);
      expect([status, body.code]).toEqual([404, 'campaign-not-found']);
    }
  });

  it('tells of each audience who became a member, and who is not addressed and why', async () => {
    const [id, audienceId] = [await launched(side), randomUUID()];
    await side.register({}, joined(id, { audienceId }));
    await side.register({}, joined(id, { audienceId, suppressed: 'archived' }));
    await side.register({}, joined(id, { audienceId, suppressed: 'opted_out' }));
    await side.register({}, joined(id, { audienceId, suppressed: 'opted_out' }), touched(id, 'sent'));
    await side.register({}, joined(id, { suppressed: 'do_not_contact' }));
    const { body } = await side.ask(manager, `/campaigns/${id}/audiences`);
    expect(body).toEqual([
      { audienceId, members: 4, archived: 1, doNotContact: 0, optedOut: 1 },
      { audienceId: null, members: 1, archived: 0, doNotContact: 1, optedOut: 0 },
    ]);
  });
});

describe('a list of campaigns', () => {
  beforeAll(async () => {
    for (let n = 0; n < 12; n++)
      await launched(
        side,
        {
          name: `Listed ${n % 5}`,
          type: ['sms', 'web'][n % 2] ?? 'web',
          startDate: n % 3 === 0 ? null : `2026-0${1 + (n % 4)}-01`,
        },
        ...(n % 4 === 0 ? [{ type: 'CampaignCompleted', data: {} } as const] : []),
      );
  });

  it.each(CampaignSort.options.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]))(
    'by %s %s visits every campaign once, in order, those without a value last',
    async (sort, order) => {
      const items = await side.pages<CampaignCard>(
        manager,
        `/campaigns?q=LISTED&sort=${sort}&order=${order}&limit=5`,
      );
      expect(new Set(items.map(({ id }) => id)).size).toBe(12);
      const values = items.map((item) => item[sort]);
      const present = values.filter((value) => value !== null);
      expect(values.slice(0, present.length)).toEqual(present);
      const sorted = present.toSorted();
      expect(present).toEqual(order === 'asc' ? sorted : sorted.reverse());
    },
  );

  it('holds what its filters ask for, with what the members did', async () => {
    const id = await launched(side, { name: 'Counted', type: 'referral' });
    await side.register({}, joined(id), touched(id, 'converted'));
    await side.register({}, joined(id), touched(id, 'sent'));
    await side.register({}, joined(id));
    const { body } = await side.ask(seller, '/campaigns?type=referral&type=radio&status=active');
    expect(body.items).toMatchObject([{ id, members: 3, sent: 2, responded: 1, converted: 1 }]);
    expect((await side.ask(manager, '/campaigns?type=referral&status=planned')).body.items).toEqual([]);
    expect((await side.ask(manager, '/campaigns?status=completed&q=listed')).body.items).toHaveLength(3);
  });
});

describe('a report', () => {
  const rate = (rates: readonly Rate[], name: string) => rates.find((each) => each.name === name);

  it('counts members by variant, names each denominator, and compares with the first variant', async () => {
    const id = await launched(side, {
      variants: [
        { name: 'B', parts: 1 },
        { name: 'A', parts: 1 },
      ],
    });
    const member = (variant: string | null, ...kinds: Parameters<typeof touched>[1][]) =>
      side.register({}, joined(id, { variant }), ...kinds.map((kind) => touched(id, kind)));
    for (let n = 0; n < 8; n++) await member('A', 'sent', ...(n < 4 ? (['converted'] as const) : []));
    for (let n = 0; n < 8; n++)
      await member('B', 'sent', ...(n < 2 ? (['clicked', 'converted'] as const) : []));
    await member('B', 'bounced_soft', 'bounced_hard');
    await member(null, 'sent');
    const { body } = await side.ask(manager, `/campaigns/${id}/report`);
    expect(body.total.counts).toMatchObject({
      members: 18,
      sent: 18,
      delivered: 17,
      bouncedHard: 1,
      bouncedSoft: 0,
      opened: 2,
      converted: 6,
    });
    expect(body.variants.map(({ variant }: { variant: string }) => variant)).toEqual(['B', 'A']);
    expect(rate(body.variants[1].rates, 'conversion')).toEqual({
      name: 'conversion',
      value: 0.5,
      numerator: 4,
      denominator: 'delivered',
      of: 8,
    });
    expect(body.lifts).toMatchObject([{ variant: 'A', base: 'B', lift: 1, n: 8, baseN: 8 }]);
  });

  it('says nothing where there is nothing to divide by, or where the channel does not tell', async () => {
    const id = await launched(side, { channel: 'phone' });
    const empty = (await side.ask(manager, `/campaigns/${id}/report`)).body;
    expect(empty.total.rates.every(({ value }: Rate) => value === null)).toBe(true);
    expect(empty).toMatchObject({ variants: [], lifts: [], cost: null, total: { counts: { members: 0 } } });
    await side.register({}, joined(id), touched(id, 'sent'));
    const { rates } = (await side.ask(manager, `/campaigns/${id}/report`)).body.total;
    expect(rate(rates, 'open')?.value).toBeNull();
    expect(rate(rates, 'conversion')?.value).toBe(0);
  });
});
