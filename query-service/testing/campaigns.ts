import { randomUUID } from 'node:crypto';
import type { AnyEvent, campaignEvents, EventData, TouchKind } from '@crm/contracts';
import type { ReadSide } from './running.ts';

type Planned = EventData<(typeof campaignEvents)['CampaignPlanned']>;

/** Plans a campaign with what a test cares about, and launches it; answers the id. */
export const launched = async (
  side: ReadSide,
  terms: Partial<Planned> = {},
  ...more: readonly AnyEvent[]
): Promise<string> => {
  const id = randomUUID();
  await side.append(
    id,
    [
      {
        type: 'CampaignPlanned',
        data: {
          name: 'A campaign',
          type: 'email',
          channel: 'email',
          startDate: null,
          endDate: null,
          budget: null,
          expectedRevenue: null,
          expectedResponse: null,
          goal: null,
          utm: null,
          variants: [],
          ownerId: null,
          ...terms,
        },
      },
      { type: 'CampaignLaunched', data: {} },
      ...more,
    ],
    { category: 'campaign' },
  );
  return id;
};

/** A customer becomes a member. */
export const joined = (
  campaignId: string,
  terms: Partial<Extract<AnyEvent, { type: 'CampaignMemberAdded' }>['data']> = {},
): AnyEvent => ({
  type: 'CampaignMemberAdded',
  data: { campaignId, audienceId: null, variant: null, suppressed: null, ...terms },
});

/** What a campaign did to a member, or what came back. */
export const touched = (
  campaignId: string,
  kind: TouchKind,
  terms: Partial<Extract<AnyEvent, { type: 'CampaignTouchRecorded' }>['data']> = {},
): AnyEvent => ({
  type: 'CampaignTouchRecorded',
  data: {
    touchId: randomUUID(),
    campaignId,
    kind,
    occurredAt: '2026-01-02T10:00:00.000Z',
    channel: 'email',
    variant: null,
    url: null,
    userAgent: null,
    ip: null,
    externalId: null,
    ...terms,
  },
});
