import type { AnyEvent } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { past } from '../testing/fold-events.ts';
import {
  campaignEffect,
  campaignMember,
  campaignTouch,
  customer,
  customerRevision,
  foldStream,
} from './index.ts';

const member: AnyEvent = {
  type: 'CampaignMemberAdded',
  data: { campaignId: 'spring', audienceId: 'all', variant: 'A', suppressed: 'opted_out' },
};
const touch = (kind: string, occurredAt = '2026-01-02T00:00:00.000Z'): AnyEvent => ({
  type: 'CampaignTouchRecorded',
  data: {
    touchId: 'touch',
    campaignId: 'spring',
    kind,
    occurredAt,
    channel: 'email',
    variant: 'A',
    url: 'https://example.com',
    userAgent: null,
    ip: null,
    externalId: null,
  },
});

describe('a member', () => {
  const standing = (...events: AnyEvent[]) => foldStream(campaignMember, past(events, 'ann'));

  it('is targeted, then stands on the furthest rung, whatever comes later', () => {
    expect(standing(member)).toMatchObject({ campaignId: 'spring', customerId: 'ann', rung: 'targeted' });
    expect(standing(member, touch('clicked'), touch('sent'))).toMatchObject({
      rung: 'clicked',
      sent: true,
      delivered: true,
      opened: true,
      responded: false,
    });
    expect(standing(member, touch('converted'))).toMatchObject({
      rung: 'converted',
      responded: true,
      opened: false,
    });
  });

  it('bounced only where nothing tells that it was delivered', () => {
    expect(standing(member, touch('bounced_hard'))).toMatchObject({ rung: 'sent', bouncedHard: true });
    expect(standing(member, touch('bounced_hard'), touch('opened'))).toMatchObject({ bouncedHard: false });
    expect(standing(member, touch('opened'), touch('bounced_hard'))).toMatchObject({ bouncedHard: false });
  });

  it('first responded, and was last touched, by business time', () => {
    const row = standing(
      member,
      touch('responded', '2026-01-05T00:00:00.000Z'),
      touch('converted', '2026-01-03T00:00:00.000Z'),
      touch('sent', '2026-01-01T00:00:00.000Z'),
    );
    expect(row).toMatchObject({
      firstRespondedAt: '2026-01-03T00:00:00.000Z',
      lastTouchAt: '2026-01-05T00:00:00.000Z',
    });
  });

  it('is suppressed only until it is reached all the same; a failure reaches nobody', () => {
    const counts = (...events: AnyEvent[]) => {
      const row = standing(...events);
      return row && campaignEffect.counts(row);
    };
    expect(counts(member, touch('failed'))).toMatchObject({ suppressed: 1, optedOut: 1, sent: 0, failed: 1 });
    expect(counts(member, touch('sent'))).toMatchObject({
      suppressed: 0,
      optedOut: 0,
      sent: 1,
      delivered: 1,
    });
  });

  it('bounced hard and soft counts as hard', () => {
    const row = standing(member, touch('bounced_soft'), touch('bounced_hard'));
    expect(row && campaignEffect.counts(row)).toMatchObject({
      bouncedHard: 1,
      bouncedSoft: 0,
      delivered: 0,
      sent: 1,
    });
  });

  it('takes no harm from a kind that it does not know', () => {
    expect(standing(member, touch('beamed'))).toMatchObject({ rung: 'targeted', sent: false });
  });
});

it('a touch is a line of its own', () => {
  const [event] = past([touch('opened')], 'ann');
  expect(event && campaignTouch.rowOf(event)).toMatchObject({
    customerId: 'ann',
    campaignId: 'spring',
    kind: 'opened',
  });
});

describe('a customer who asks not to be contacted', () => {
  const registered = (...events: AnyEvent[]) => {
    const start = { type: 'CustomerRegistered', data: { emails: [], phones: [] } };
    return foldStream(customer, past([start as never, ...events]));
  };
  const set = (channel: string, reason: string): AnyEvent => ({
    type: 'CustomerDoNotContactSet',
    data: { channel, reason, campaignId: null },
  });

  it('is not contacted by that channel, each named once, until it is lifted', () => {
    expect(
      registered(set('email', 'asked'), set('phone', 'asked'), set('email', 'complained')),
    ).toMatchObject({
      doNotContact: [
        { channel: 'phone', reason: 'asked', at: '2026-06-01T00:00:02.000Z' },
        { channel: 'email', reason: 'complained', at: '2026-06-01T00:00:03.000Z' },
      ],
    });
    const lifted: AnyEvent = { type: 'CustomerDoNotContactLifted', data: { channel: 'email' } };
    expect(registered(set('email', 'asked'), lifted)).toMatchObject({ doNotContact: [] });
  });

  it('keeps its row whatever campaigns do; only the revision moves', () => {
    expect(registered(member, touch('sent'))).toEqual(registered());
    expect(foldStream(customerRevision, past([member, touch('sent')], 'ann'))).toEqual({
      id: 'ann',
      revision: 1,
    });
  });
});
