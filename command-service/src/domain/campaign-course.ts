import { campaignCourse, Refusal } from '@crm/contracts';
import { type Campaign, type Decide, type Evolve, moving, planned } from './campaign-state.ts';

/** A campaign's way from its plan to its end. */
export const decideCourse: Decide<
  'LaunchCampaign' | 'PauseCampaign' | 'ResumeCampaign' | 'CompleteCampaign' | 'AbortCampaign'
> = {
  LaunchCampaign: (campaign) =>
    moves(campaign, 'LaunchCampaign') ? [{ type: 'CampaignLaunched', data: {} }] : [],
  PauseCampaign: (campaign) =>
    moves(campaign, 'PauseCampaign') ? [{ type: 'CampaignPaused', data: {} }] : [],
  ResumeCampaign: (campaign) =>
    moves(campaign, 'ResumeCampaign') ? [{ type: 'CampaignResumed', data: {} }] : [],
  CompleteCampaign: (campaign) =>
    moves(campaign, 'CompleteCampaign') ? [{ type: 'CampaignCompleted', data: {} }] : [],
  AbortCampaign: (campaign, { reason }) =>
    moves(campaign, 'AbortCampaign') ? [{ type: 'CampaignAborted', data: { reason } }] : [],
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
const moves = (campaign: Campaign, command: keyof typeof campaignCourse): boolean => {
  const { status } = planned(campaign);
  const { from, to } = campaignCourse[command];
  if (status === to) return false;
  if (!from.some((each) => each === status))
    throw new Refusal('campaign-transition-refused', `The campaign is ${status}: it cannot become ${to}.`, {
      from: status,
      to,
    });
  return true;
};
