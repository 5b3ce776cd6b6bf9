import type { CampaignMember, MemberStatus } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joined, launched, touched } from '../../testing/campaigns.ts';
import { manager, other, seller } from '../../testing/customers.ts';
import { type ReadSide, readSide } from '../../testing/running.ts';

let side: ReadSide;
let id: string;
const members: Record<string, string> = {};
const kinds = {
  sent: ['sent'],
  clicked: ['sent', 'clicked'],
  left: ['opened', 'unsubscribed'],
  bounced: ['bounced_soft'],
} as const;

beforeAll(async () => {
  side = await readSide();
  id = await launched(side, { name: 'Spring' });
  for (const [lastName, touches] of Object.entries(kinds))
    members[lastName] = await side.register(
      { lastName, ownerId: seller.id, email: `${lastName}@example.org` },
      joined(id),
      ...touches.map((kind) => touched(id, kind)),
    );
  members.targeted = await side.register({ lastName: 'targeted', ownerId: other.id }, joined(id));
  members.suppressed = await side.register(
    { lastName: 'suppressed' },
    joined(id, { suppressed: 'opted_out' }),
  );
  await side.register({ lastName: 'stranger', ownerId: seller.id });
}, 60_000);
afterAll(() => side.close());

const names = (items: readonly { readonly name: string | null }[]) => items.map(({ name }) => name);

describe('the members of a campaign', () => {
  it('come newest first, each once, with the customers they are', async () => {
    const items = await side.pages<CampaignMember>(manager, `/campaigns/${id}/members?limit=2`);
    expect(names(items)).toEqual(['suppressed', 'targeted', 'bounced', 'left', 'clicked', 'sent']);
    expect(items[4]).toMatchObject({
      customerId: members.clicked,
      email: 'clicked@example.org',
      ownerId: seller.id,
      rung: 'clicked',
      opened: true,
      delivered: true,
      responded: false,
      lastTouchAt: '2026-01-02T10:00:00.000Z',
    });
  });

  it.each<[MemberStatus, readonly string[]]>([
    ['targeted', ['targeted']],
    ['sent', ['bounced', 'sent']],
    ['opened', ['left']],
    ['clicked', ['clicked']],
    ['unsubscribed', ['left']],
    ['bounced_soft', ['bounced']],
    ['suppressed', ['suppressed']],
    ['converted', []],
  ])('who stand at %s are %j', async (status, expected) => {
    const { body } = await side.ask(manager, `/campaigns/${id}/members?status=${status}`);
    expect(names(body.items)).toEqual(expected);
  });

  it('stand at any of several', async () => {
    const { body } = await side.ask(manager, `/campaigns/${id}/members?status=opened&status=bounced_soft`);
    expect(names(body.items)).toEqual(['bounced', 'left']);
  });

  it('are seen by sales people where they are their own customers', async () => {
    const mine = await side.pages<CampaignMember>(seller, `/campaigns/${id}/members?limit=1`);
    expect(names(mine)).toEqual(['bounced', 'left', 'clicked', 'sent']);
    const theirs = await side.ask(other, `/campaigns/${id}/members`);
    expect(names(theirs.body.items)).toEqual(['targeted']);
  });
});

describe('the campaigns of a customer', () => {
  it('are told with where the customer stands, newest first', async () => {
    const second = await launched(side, { name: 'Summer', channel: 'phone', type: 'telemarketing' });
    await side.append(members.clicked ?? '', [joined(second)]);
    const { body } = await side.ask(seller, `/customers/${members.clicked}/campaigns`);
    expect(body).toMatchObject([
      { campaignId: second, name: 'Summer', type: 'telemarketing', channel: 'phone', rung: 'targeted' },
      { campaignId: id, name: 'Spring', status: 'active', rung: 'clicked' },
    ]);
  });

  it('are nobody else’s business', async () => {
    const { status, body } = await side.ask(other, `/customers/${members.clicked}/campaigns`);
    expect([status, body.code]).toEqual([404, 'customer-not-found']);
  });
});

describe('customers', () => {
  const found = async (filter: string) => {
    const { body } = await side.ask(manager, `/customers?${filter}&sort=name&order=asc&archived=all`);
    return names(body.items);
  };

  it('are found by campaign, and by where they stand in it', async () => {
    expect(await found(`campaignId=${id}`)).toEqual(Object.keys(members).sort());
    expect(await found(`campaignId=${id}&memberStatus=opened&memberStatus=sent`)).toEqual([
      'bounced',
      'left',
      'sent',
    ]);
  });

  it('are searched among the members', async () => {
    expect(await found(`campaignId=${id}&q=s`)).toEqual(['sent', 'suppressed']);
    expect(await found('q=s')).toEqual(['sent', 'stranger', 'suppressed']);
    const { body } = await side.ask(manager, `/customers?campaignId=${id}&memberStatus=sent&q=sent`);
    expect(names(body.items)).toEqual(['sent']);
  });
});
