import type { EventOf, Refusal } from '@crm/contracts';
import { id } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import { aborted, campaignAfter, completed, launched, paused, planned } from '../../testing/campaign.ts';
import { after, archived, email, phone, registered, thrown } from '../../testing/customer.ts';
import type { events } from './customer-state.ts';

type Event = EventOf<typeof events>;
type Data<Type extends Event['type']> = Extract<Event, { readonly type: Type }>['data'];

const [campaignId, audienceId] = [id(50), id(51)];
const codeOf = (decide: () => unknown) => (thrown(decide) as Refusal).code;
const mail = { consulted: campaignAfter(planned(), launched) };
const calls = { consulted: campaignAfter(planned({ channel: 'phone' }), launched) };
const tested = {
  consulted: campaignAfter(
    planned({
      variants: [
        { name: 'A', parts: 1 },
        { name: 'B', parts: 1 },
      ],
    }),
    launched,
  ),
};

const member = (data: Partial<Data<'CampaignMemberAdded'>> = {}): Event => ({
  type: 'CampaignMemberAdded',
  data: { campaignId, audienceId: null, variant: null, suppressed: null, ...data },
});
const touched = (data: Partial<Data<'CampaignTouchRecorded'>> = {}): Event => ({
  type: 'CampaignTouchRecorded',
  data: {
    touchId: id(1),
    campaignId,
    kind: 'opened',
    occurredAt: '2026-01-01T10:00:00.000Z',
    channel: 'email',
    variant: null,
    url: null,
    userAgent: null,
    ip: null,
    externalId: null,
    ...data,
  },
});
const refusing = (channel: string, reason: string, campaign: string | null): Event => ({
  type: 'CustomerDoNotContactSet',
  data: { channel, reason, campaignId: campaign },
});
const touch = { campaignId, kind: 'opened', occurredAt: '2026-01-01T10:00:00Z' };
const alone = after(registered());
const isMember = after(registered(), member());

describe('a member of a campaign', () => {
  it('becomes one once', () => {
    expect(alone('AddToCampaign', { campaignId, audienceId }, mail)).toEqual([member({ audienceId })]);
    expect(isMember('AddToCampaign', { campaignId, audienceId }, mail)).toEqual([]);
  });

  it('is added before the launch and in a pause, not after the end', () => {
    for (const consulted of [campaignAfter(planned()), campaignAfter(planned(), launched, paused)])
      expect(alone('AddToCampaign', { campaignId }, { consulted })).toHaveLength(1);
    for (const last of [completed, aborted]) {
      const consulted = campaignAfter(planned(), launched, last);
      expect(codeOf(() => alone('AddToCampaign', { campaignId }, { consulted }))).toBe('campaign-closed');
      expect(isMember('AddToCampaign', { campaignId }, { consulted })).toEqual([]);
    }
  });

  it('of no campaign is none', () => {
    expect(codeOf(() => alone('AddToCampaign', { campaignId }))).toBe('campaign-not-found');
    expect(codeOf(() => after()('AddToCampaign', { campaignId }, mail))).toBe('customer-not-found');
  });

  it('is shown one variant, always the same for the same customer', () => {
    const [added] = alone('AddToCampaign', { campaignId }, tested);
    expect(['A', 'B']).toContain((added as { data: { variant: string } }).data.variant);
    expect(alone('AddToCampaign', { campaignId }, tested)).toEqual([added]);
  });
});

describe('a member who is not addressed', () => {
  const [ok, out, bad] = [
    email('e1', 'a@example.org'),
    email('e2', 'b@example.org', { optedOut: true }),
    email('e3', 'c@example.org', { invalid: true }),
  ];
  const [free, never] = [phone('p1', '+4930111111'), phone('p2', '+4930222222', { doNotCall: true })];
  const why = (history: readonly Event[], circumstances = mail) =>
    after(...history)('AddToCampaign', { campaignId }, circumstances)[0]?.data;

  it('is in the archive', () => {
    expect(why([registered(), archived])).toMatchObject({ suppressed: 'archived' });
  });

  it('asked not to be contacted by this channel', () => {
    const asked = [registered(), refusing('email', 'asked', null)];
    expect(why(asked)).toMatchObject({ suppressed: 'do_not_contact' });
    expect(why(asked, calls)).toMatchObject({ suppressed: null });
    const lifted = { type: 'CustomerDoNotContactLifted', data: { channel: 'email' } } as const;
    expect(why([...asked, lifted])).toMatchObject({ suppressed: null });
  });

  it('has only addresses or numbers that may not be used', () => {
    expect(why([registered({ emails: [out, bad] })])).toMatchObject({ suppressed: 'opted_out' });
    expect(why([registered({ emails: [out, ok] })])).toMatchObject({ suppressed: null });
    expect(why([registered({ phones: [never] })], calls)).toMatchObject({ suppressed: 'opted_out' });
    expect(why([registered({ phones: [never, free] })], calls)).toMatchObject({ suppressed: null });
    expect(why([registered({ phones: [never] })])).toMatchObject({ suppressed: null });
  });
});

describe('a touch', () => {
  it("takes the campaign's channel and the member's variant where it names none", () => {
    expect(isMember('RecordTouch', touch, mail)).toEqual([touched()]);
    const ofB = after(registered(), member({ variant: 'B' }));
    expect(ofB('RecordTouch', { ...touch, channel: 'sms' }, tested)).toEqual([
      touched({ channel: 'sms', variant: 'B' }),
    ]);
    expect(ofB('RecordTouch', { ...touch, variant: 'A' }, tested)).toEqual([touched({ variant: 'A' })]);
  });

  it('makes a member of whoever is none', () => {
    expect(alone('RecordTouch', touch, mail)).toEqual([member(), touched()]);
    expect(alone('RecordTouch', { ...touch, variant: 'B' }, tested)).toEqual([
      member({ variant: 'B' }),
      touched({ variant: 'B' }),
    ]);
    expect(after(registered(), archived)('RecordTouch', touch, mail)).toEqual([
      member({ suppressed: 'archived' }),
      touched(),
    ]);
  });

  it("is the same one again where the caller's own id of it is", () => {
    const known = after(registered(), member(), touched({ externalId: 'x' }));
    expect(known('RecordTouch', { ...touch, kind: 'clicked', externalId: 'x' }, mail)).toEqual([]);
    expect(known('RecordTouch', { ...touch, externalId: 'y' }, mail)).toHaveLength(1);
    expect(known('RecordTouch', { ...touch, campaignId: id(52), externalId: 'x' }, mail)).toHaveLength(2);
  });

  it('comes after the launch, and after the end as well', () => {
    expect(codeOf(() => isMember('RecordTouch', touch, { consulted: campaignAfter(planned()) }))).toBe(
      'campaign-not-launched',
    );
    for (const last of [paused, completed, aborted])
      expect(
        isMember('RecordTouch', touch, { consulted: campaignAfter(planned(), launched, last) }),
      ).toHaveLength(1);
  });

  it.each(['unsubscribed', 'complained'])('%s asks not to be contacted by its channel again', (kind) => {
    expect(isMember('RecordTouch', { ...touch, kind }, mail)).toEqual([
      touched({ kind }),
      refusing('email', kind, campaignId),
    ]);
    const asked = after(registered(), member(), refusing('email', 'asked', null));
    expect(asked('RecordTouch', { ...touch, kind }, mail)).toEqual([touched({ kind })]);
  });
});

describe('not to be contacted', () => {
  const asked = after(registered(), refusing('sms', 'asked', null));

  it('is set and lifted once, for each channel by itself', () => {
    expect(alone('SetDoNotContact', { channel: 'sms' })).toEqual([refusing('sms', 'asked', null)]);
    expect(asked('SetDoNotContact', { channel: 'sms', reason: 'called' })).toEqual([]);
    expect(asked('SetDoNotContact', { channel: 'phone' })).toHaveLength(1);
    expect(asked('LiftDoNotContact', { channel: 'sms' })).toEqual([
      { type: 'CustomerDoNotContactLifted', data: { channel: 'sms' } },
    ]);
    expect(asked('LiftDoNotContact', { channel: 'phone' })).toEqual([]);
  });

  it('is heard of somebody in the archive too', () => {
    const filed = after(registered(), archived);
    expect(filed('SetDoNotContact', { channel: 'sms' })).toHaveLength(1);
    expect(codeOf(() => filed('LiftDoNotContact', { channel: 'sms' }))).toBe('customer-archived');
  });
});
