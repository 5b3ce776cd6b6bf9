import type { Circumstances, CommandData, EventData, EventOf } from '@crm/contracts';
import { campaignCommands, type campaignEvents } from '@crm/contracts';
import { folded, given } from '@crm/service-kit/testing/given';
import { campaign } from '../src/domain/campaign.ts';
import type { Campaign } from '../src/domain/campaign-state.ts';

type Events = typeof campaignEvents;
type Event = EventOf<Events>;

/** A campaign's plan as it stands in the log. */
export const planned = (data: Partial<EventData<Events['CampaignPlanned']>> = {}): Event => ({
  type: 'CampaignPlanned',
  data: {
    name: 'Spring',
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
    ownerId: 'somebody',
    ...data,
  },
});

export const launched = { type: 'CampaignLaunched', data: {} } as const;
export const paused = { type: 'CampaignPaused', data: {} } as const;
export const resumed = { type: 'CampaignResumed', data: {} } as const;
export const completed = { type: 'CampaignCompleted', data: {} } as const;
export const aborted = { type: 'CampaignAborted', data: { reason: null } } as const;

/** A campaign after these events, for a command that refers to it. */
export const campaignAfter = (...history: readonly Event[]): Campaign => folded(campaign, history);

/** What follows from a command whose body passes its contract, after these events. */
export const whenCampaign =
  (...history: readonly Event[]) =>
  <Name extends keyof typeof campaignCommands>(
    name: Name,
    input: unknown = {},
    {
      path = {},
      ...circumstances
    }: Partial<Circumstances<undefined>> & { path?: Record<string, string> } = {},
  ) => {
    const body = campaignCommands[name].body.parse(input);
    const data = { ...body, ...path } as CommandData<(typeof campaignCommands)[Name]>;
    return given(campaign, history, circumstances).when(name, data);
  };
