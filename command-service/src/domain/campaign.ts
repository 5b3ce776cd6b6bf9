import { campaignCommands, campaignEvents, Invalid } from '@crm/contracts';
import { decideCosts, evolveCosts } from './campaign-costs.ts';
import { decideCourse, evolveCourse } from './campaign-course.ts';
import { type Campaign, type CampaignDecider, open } from './campaign-state.ts';
import { decideTerms, evolveTerms } from './campaign-terms.ts';

/** What is not for decisions to know. */
const ignore = (campaign: Campaign): Campaign => campaign;

/** A campaign's terms, course, costs and audiences. Members and touches are events of the customers' streams. */
export const campaign: CampaignDecider = {
  category: 'campaign',
  commands: campaignCommands,
  events: campaignEvents,
  initial: { status: 'none' },
  decide: {
    ...decideTerms,
    ...decideCourse,
    ...decideCosts,

    AddAudience: (campaign, { filter, emails }, { newId }) => {
      open(campaign);
      if ((filter === undefined) === (emails === undefined))
        throw new Invalid([{ path: 'filter', message: 'either a filter or e-mail addresses must be given' }]);
      const kind = filter === undefined ? 'emails' : 'filter';
      return [
        { type: 'CampaignAudienceRequested', data: { audienceId: newId(), kind, filter: filter ?? null } },
      ];
    },
  },
  evolve: {
    ...evolveTerms,
    ...evolveCourse,
    ...evolveCosts,
    CampaignAudienceRequested: ignore,
    CampaignAudienceProgressed: ignore,
    CampaignAudienceCompleted: ignore,
    CampaignAudienceAbandoned: ignore,
  },
  exists: ({ status }) => status !== 'none',
  ownerOf: (campaign) => (campaign.status === 'none' ? null : campaign.terms.ownerId),
};
