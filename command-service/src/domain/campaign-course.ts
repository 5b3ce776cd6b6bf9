import { type CampaignStatus, Refusal } from '@crm/contracts';
import { type Campaign, type Decide, type Evolve, moving, planned } from './campaign-state.ts';

/** From which statuses each can be reached; out of the last two nothing leads. */
const reachedFrom = {
  active: ['planned'],
  resumed: ['paused'],
  paused: ['active'],
  completed: ['active', 'paused'],
  aborted: ['planned', 'active', 'paused'],
} as const satisfies Readonly<Record<string, readonly CampaignStatus[]>>;

/** A campaign's way from its plan to its end. */
export const decideCourse: Decide<
  'LaunchCampaign' | 'PauseCampaign' | 'ResumeCampaign' | 'CompleteCampaign' | 'AbortCampaign'
> = {
  LaunchCampaign: (campaign) =>
    moves(campaign, 'active', reachedFrom.active) ? [{ type: 'CampaignLaunched', data: {} }] : [],
  PauseCampaign: (campaign) =>
    moves(campaign, 'paused', reachedFrom.paused) ? [{ type: 'CampaignPaused', data: {} }] : [],
  ResumeCampaign: (campaign) =>
    moves(campaign, 'active', reachedFrom.resumed) ? [{ type: 'CampaignResumed', data: {} }] : [],
  CompleteCampaign: (campaign) =>
    moves(campaign, 'completed', reachedFrom.completed) ? [{ type: 'CampaignCompleted', data: {} }] : [],
  AbortCampaign: (campaign, { reason }) =>
    moves(campaign, 'aborted', reachedFrom.aborted) ? [{ type: 'CampaignAborted', data: { reason } }] : [],
};

export const evolveCourse: Evolve<
  'CampaignLaunched' | 'CampaignPaused' | 'CampaignResumed' | 'CampaignCompleted' | 'CampaignAborted'
> = {
  CampaignLaunched: moving(() => ({ status: 'active' })),
  CampaignPaused: moving(() => ({ status: 'paused' })),
  CampaignResumed: moving(() => ({ status: 'active' })),
  CampaignCompleted: moving(() => ({ status: 'completed' })),
  CampaignAborted: moving(() => ({ status: 'aborted' })),
};

/** Whether the campaign has to move; not where it is there already. @throws Refusal where no way leads there */
const moves = (campaign: Campaign, to: CampaignStatus, from: readonly CampaignStatus[]): boolean => {
  const { status } = planned(campaign);
  if (status === to) return false;
  if (!from.includes(status))
    throw new Refusal('campaign-transition-refused', `The campaign is ${status}: it cannot become ${to}.`, {
      from: status,
      to,
    });
  return true;
};
