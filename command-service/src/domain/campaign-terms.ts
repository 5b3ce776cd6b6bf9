import { type CampaignType, type Channel, Invalid, Refusal } from '@crm/contracts';
import { refuseOtherCurrency } from './campaign-costs.ts';
import { correctable, type Decide, type Evolve, moving, type Terms } from './campaign-state.ts';
import { isEmpty, news } from './news.ts';
import { spreadMap } from './spread-map.ts';

/** The channel of campaigns that name none. */
const channelOf: Readonly<Record<CampaignType, Channel>> = {
  email: 'email',
  newsletter: 'email',
  event: 'event',
  webinar: 'event',
  trade_show: 'event',
  advertisement: 'other',
  social: 'social',
  search: 'web',
  direct_mail: 'postal',
  telemarketing: 'phone',
  sms: 'sms',
  referral: 'other',
  partner: 'other',
  web: 'web',
  television: 'other',
  radio: 'other',
  other: 'other',
};

/** What a campaign is about. */
export const decideTerms: Decide<'PlanCampaign' | 'ChangeCampaign'> = {
  PlanCampaign: (campaign, { name, type, ...said }, { actor }) => {
    if (campaign.status !== 'none') throw new Refusal('already-planned', 'This campaign is planned already.');
    const terms: Terms = {
      name,
      type,
      channel: said.channel ?? channelOf[type],
      startDate: said.startDate ?? null,
      endDate: said.endDate ?? null,
      budget: said.budget ?? null,
      expectedRevenue: said.expectedRevenue ?? null,
      expectedResponse: said.expectedResponse ?? null,
      goal: said.goal ?? null,
      utm: said.utm ?? null,
      variants: said.variants ?? [],
      ownerId: said.ownerId === undefined ? actor.id : said.ownerId,
    };
    refuseContradictions(terms);
    return [{ type: 'CampaignPlanned', data: terms }];
  },

  ChangeCampaign: (campaign, said) => {
    const { status, terms, counted } = correctable(campaign);
    const changed = news(said, terms);
    if (isEmpty(changed)) return [];
    if (changed.variants !== undefined && status !== 'planned')
      throw new Refusal('campaign-launched', 'The variants of a campaign stay as they were launched.');
    if (changed.budget) refuseOtherCurrency(changed.budget, counted.currency);
    refuseContradictions({ ...terms, ...changed });
    return [{ type: 'CampaignChanged', data: changed }];
  },
};

export const evolveTerms: Evolve<'CampaignPlanned' | 'CampaignChanged'> = {
  CampaignPlanned: (_, terms) => ({
    status: 'planned',
    terms,
    costs: spreadMap(),
    counted: { costs: 0, currency: null },
  }),
  CampaignChanged: moving(({ terms }, changed) => ({ terms: { ...terms, ...news(changed, terms) } })),
};

const refuseContradictions = ({ startDate, endDate }: Terms): void => {
  if (startDate !== null && endDate !== null && endDate < startDate)
    throw new Invalid([{ path: 'endDate', message: 'must not be before the start' }]);
};
