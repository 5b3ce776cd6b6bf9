import {
  type CampaignStatus,
  type campaignCommands,
  type campaignEvents,
  type Decider,
  type EventData,
  Missing,
  Refusal,
} from '@crm/contracts';
import type { SpreadMap } from './spread-map.ts';

export type CampaignDecider = Decider<typeof campaignCommands, typeof campaignEvents, Campaign>;
/** A part of the decider: some of its decisions. */
export type Decide<Name extends keyof typeof campaignCommands> = Pick<CampaignDecider['decide'], Name>;
/** A part of the decider: some of its folds. */
export type Evolve<Type extends keyof typeof campaignEvents> = Pick<CampaignDecider['evolve'], Type>;
/** What a campaign is about, as the log has it. */
export type Terms = EventData<(typeof campaignEvents)['CampaignPlanned']>;

/** What decisions about a campaign read. Its members are not among it: they are events of the customers. */
export interface Planned {
  readonly status: CampaignStatus;
  readonly terms: Terms;
  /** Costs by id: whether each still counts. */
  readonly costs: SpreadMap<boolean>;
  /** The costs that count: how many, and their currency. */
  readonly counted: { readonly costs: number; readonly currency: string | null };
}

export type Campaign = { readonly status: 'none' } | Planned;

/** The campaign, whatever its status. */
export const planned = (campaign: Campaign): Planned => {
  if (campaign.status === 'none') throw new Missing('campaign');
  return campaign;
};

/** The campaign, open to corrections and costs: both come after its end as well, but not after it was aborted. */
export const correctable = (campaign: Campaign): Planned => {
  const it = planned(campaign);
  if (it.status === 'aborted')
    throw new Refusal('campaign-aborted', 'The campaign was aborted: nothing in it changes any more.');
  return it;
};

/** The campaign, open to new members. */
export const open = (campaign: Campaign): Planned => {
  const it = planned(campaign);
  if (it.status === 'completed' || it.status === 'aborted')
    throw new Refusal('campaign-closed', `The campaign is ${it.status}: nobody is added any more.`);
  return it;
};

/** A fold that moves a campaign on. */
export const moving =
  <Data>(move: (campaign: Planned, data: Data) => Partial<Planned>) =>
  (campaign: Campaign, data: Data): Campaign =>
    campaign.status === 'none' ? campaign : { ...campaign, ...move(campaign, data) };
