import { type AnyEvent, TouchKind } from '@crm/contracts';
import { type History, momentFrom, pick, uuidFrom } from './histories.ts';

/** Campaigns that customers of any history may be members of. */
export const campaignIds = [
  '33333333-3333-7333-8333-333333333333',
  '44444444-4444-7444-8444-444444444444',
  '55555555-5555-7555-8555-555555555555',
] as const;
const audienceIds = ['66666666-6666-7666-8666-666666666666', null] as const;
const variants = ['A', 'B', null] as const;
const [firstKind, ...otherKinds] = TouchKind.options;

/** What campaigns do to a customer: drawn without regard to what came before, so that additions and touches come in any order and again. */
export const memberHappenings = (draw: () => number): readonly (() => AnyEvent)[] => [
  () => ({
    type: 'CampaignMemberAdded',
    data: {
      campaignId: pick(draw, campaignIds),
      audienceId: pick(draw, audienceIds),
      variant: pick(draw, variants),
      suppressed: pick(draw, [null, null, 'archived', 'do_not_contact', 'opted_out']),
    },
  }),
  ...Array.from({ length: 3 }, () => () => touchFrom(draw)),
  () => ({
    type: 'CustomerDoNotContactSet',
    data: { channel: pick(draw, ['email', 'phone']), reason: 'asked', campaignId: null },
  }),
  () => ({ type: 'CustomerDoNotContactLifted', data: { channel: pick(draw, ['email', 'phone']) } }),
];

const touchFrom = (draw: () => number): AnyEvent => ({
  type: 'CampaignTouchRecorded',
  data: {
    touchId: uuidFrom(draw),
    campaignId: pick(draw, campaignIds),
    kind: pick(draw, [firstKind ?? 'sent', ...otherKinds]),
    occurredAt: momentFrom(draw),
    channel: 'email',
    variant: pick(draw, variants),
    url: 'https://example.com/offer',
    userAgent: null,
    ip: '192.0.2.1',
    externalId: null,
  },
});

/** A campaign that was planned and to which so many things happened since. */
export const campaignHistory = (draw: () => number, length: number): History => {
  const costs: string[] = [];
  const audiences: string[] = [];
  const events: AnyEvent[] = [planned(draw)];
  const happenings: readonly [() => AnyEvent | null, ...(() => AnyEvent | null)[]] = [
    () => ({ type: 'CampaignChanged', data: { name: `Offer ${Math.floor(draw() * 9)}`, budget: null } }),
    () =>
      pick<AnyEvent>(draw, [
        { type: 'CampaignLaunched', data: {} },
        { type: 'CampaignPaused', data: {} },
        { type: 'CampaignResumed', data: {} },
        { type: 'CampaignCompleted', data: {} },
        { type: 'CampaignAborted', data: { reason: null } },
      ]),
    () => {
      const costId = uuidFrom(draw);
      costs.push(costId);
      const amount = { amount: Math.floor(draw() * 1e6), currency: 'EUR' };
      return { type: 'CampaignCostRecorded', data: { costId, amount, spentOn: '2026-01-05', note: null } };
    },
    () => {
      const costId = costs.shift();
      return costId === undefined ? null : { type: 'CampaignCostVoided', data: { costId, reason: null } };
    },
    () => {
      const audienceId = uuidFrom(draw);
      audiences.push(audienceId);
      return {
        type: 'CampaignAudienceRequested',
        data: { audienceId, kind: 'filter', filter: { stage: ['lead'] } },
      };
    },
    () => {
      const [audienceId] = audiences;
      return audienceId === undefined
        ? null
        : { type: 'CampaignAudienceProgressed', data: { audienceId, handled: 5, total: 9 } };
    },
    () => {
      const audienceId = audiences.shift();
      if (audienceId === undefined) return null;
      return draw() < 0.8
        ? { type: 'CampaignAudienceCompleted', data: { audienceId, total: 9 } }
        : { type: 'CampaignAudienceAbandoned', data: { audienceId } };
    },
  ];
  for (let step = 0; step < length; step++) {
    const event = pick(draw, happenings)();
    if (event !== null) events.push(event);
  }
  return { stream: `campaign-${uuidFrom(draw)}`, events };
};

const planned = (draw: () => number): AnyEvent => ({
  type: 'CampaignPlanned',
  data: {
    name: `Offer ${Math.floor(draw() * 100)}`,
    type: 'email',
    channel: 'email',
    startDate: '2026-01-01',
    endDate: null,
    budget: { amount: 100_000, currency: 'EUR' },
    expectedRevenue: null,
    expectedResponse: 2.5,
    goal: { kind: 'lead', target: 10, description: null },
    utm: null,
    variants: [
      { name: 'A', parts: 1 },
      { name: 'B', parts: 1 },
    ],
    ownerId: null,
  },
});
