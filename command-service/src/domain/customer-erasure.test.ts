import { describe, expect, it } from '@jest/globals';
import { campaignAfter, launched, planned } from '../../testing/campaign.ts';
import { after, archived, email, logged, registered, thrown } from '../../testing/customer.ts';
import { customer } from './customer.ts';
import { reservedAddresses } from './customer-contacts.ts';

const erased = { type: 'CustomerErased', data: { reason: 'asked' } } as const;
const ada = registered({ emails: [email('e1', 'ada@example.com', { primary: true })] });
const gone = after(ada, logged('i1'), erased);
const campaignId = '11111111-1111-7111-8111-111111111111';

describe('a person who is erased', () => {
  it.each([
    ['active', [ada]],
    ['archived', [ada, archived]],
  ] as const)('is so for ever, once, %s or not', (_, history) => {
    expect(after(...history)('EraseCustomer', { reason: 'asked' })).toEqual([erased]);
    expect(after(...history, erased)('EraseCustomer', { reason: 'objection' })).toEqual([]);
  });

  it('gives the address back', () => {
    const before = customer.evolve.CustomerRegistered(customer.initial, ada.data);
    expect(reservedAddresses(before)).toEqual(['ada@example.com']);
    expect(reservedAddresses(customer.evolve.CustomerErased(before, erased.data))).toEqual([]);
  });

  it('still counts in a campaign for what comes back late, which then tells nothing of the person', () => {
    const touch = { campaignId, kind: 'clicked', occurredAt: '2026-01-01T10:00:00Z' };
    const trail = { url: 'https://quopple.example', userAgent: 'Quopplefox', ip: '192.0.2.1' };
    const consulted = campaignAfter(planned(), launched);
    expect(gone('RecordTouch', { ...touch, ...trail }, { consulted })).toMatchObject([
      { type: 'CampaignMemberAdded', data: { suppressed: 'archived' } },
      { type: 'CampaignTouchRecorded', data: { kind: 'clicked', url: null, userAgent: null, ip: null } },
    ]);
    const types = gone('RecordTouch', { ...touch, kind: 'unsubscribed' }, { consulted }).map(
      ({ type }) => type,
    );
    expect(types).toEqual(['CampaignMemberAdded', 'CampaignTouchRecorded']);
  });

  it.each([
    ['ChangeCustomerDetails', { lastName: 'Byron' }],
    ['AddEmail', { address: 'ada@example.org' }],
    ['AddPhone', { number: '+4930123456' }],
    ['ChangeAddress', { address: null }],
    ['ChangeTags', { add: ['vip'] }],
    ['AssignCustomer', { ownerId: null }],
    ['ChangeStage', { stage: 'customer' }],
    ['ArchiveCustomer', {}],
    ['RestoreCustomer', {}],
    ['SetDoNotContact', { channel: 'email' }],
    ['LiftDoNotContact', { channel: 'email' }],
    ['AddToCampaign', { campaignId }],
    ['LogInteraction', { kind: 'note', occurredAt: '2026-01-01T10:00:00Z' }],
  ] as const)('takes no %s', (name, body) => {
    expect(thrown(() => gone(name, body))).toMatchObject({ code: 'customer-erased' });
  });

  it.each(['CorrectInteraction', 'VoidInteraction'] as const)(
    'takes no %s, and stands in nobody else’s way',
    (name) => {
      const path = { interactionId: 'i1' };
      expect(thrown(() => gone(name, {}, { path }))).toMatchObject({ code: 'customer-erased' });
      expect(gone(name, {}, { path, id: 'ada', addressed: 'bob' })).toEqual([]);
    },
  );
});
