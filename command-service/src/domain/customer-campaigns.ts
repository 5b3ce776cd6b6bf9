import { type Circumstances, type EventOf, Refusal } from '@crm/contracts';
import { type Campaign, open, type Planned, planned } from './campaign-state.ts';
import {
  active,
  type Decide,
  type Evolve,
  type events,
  known,
  moving,
  type Registered,
  registered,
} from './customer-state.ts';
import { suppressionOf } from './suppression.ts';
import { variantOf } from './variant-of.ts';

/** What a touch tells of the person: of an erased one that it happened, and no more. */
type Trail = Pick<Known<'CampaignTouchRecorded'>['data'], 'url' | 'userAgent' | 'ip'>;
const nobody: Trail = { url: null, userAgent: null, ip: null };
const trailOf = (said: { readonly [Name in keyof Trail]?: Trail[Name] | undefined }): Trail => ({
  url: said.url ?? null,
  userAgent: said.userAgent ?? null,
  ip: said.ip ?? null,
});

/** What a person asks with it: not to be contacted by this channel again. */
const refusing: readonly string[] = ['unsubscribed', 'complained'];

/** A customer's part in campaigns, in the archive too: what came back is never turned away. */
export const decideCampaigns: Decide<
  'AddToCampaign' | 'RecordTouch' | 'SetDoNotContact' | 'LiftDoNotContact'
> = {
  AddToCampaign: (customer, { campaignId, audienceId }, circumstances) => {
    const it = known(customer);
    if (it.memberships.get(campaignId) !== undefined) return [];
    const campaign = open(campaignIn(circumstances));
    const variant = variantOf(campaign.terms.variants, campaignId, circumstances.id);
    return [added(it, campaign, { campaignId, audienceId, variant })];
  },

  RecordTouch: (customer, { campaignId, kind, occurredAt, externalId = null, ...said }, circumstances) => {
    const it = registered(customer);
    if (externalId !== null && it.touches.get(touchKey(campaignId, externalId)) !== undefined) return [];
    const campaign = launched(campaignIn(circumstances));
    const channel = said.channel ?? campaign.terms.channel;
    const member = it.memberships.get(campaignId);
    const variant = member?.variant ?? firstVariant(campaign, campaignId, said.variant, circumstances.id);
    const touch = {
      touchId: circumstances.newId(),
      campaignId,
      kind,
      occurredAt,
      channel,
      variant: said.variant ?? variant,
      ...(it.status === 'erased' ? nobody : trailOf(said)),
      externalId,
    };
    return [
      ...(member === undefined ? [added(it, campaign, { campaignId, audienceId: null, variant })] : []),
      { type: 'CampaignTouchRecorded', data: touch },
      ...(refusing.includes(kind) && it.status !== 'erased'
        ? refused(it, { channel, reason: kind, campaignId })
        : []),
    ];
  },

  SetDoNotContact: (customer, said) => refused(known(customer), { ...said, campaignId: null }),

  LiftDoNotContact: (customer, { channel }) =>
    active(customer).doNotContact.includes(channel)
      ? [{ type: 'CustomerDoNotContactLifted', data: { channel } }]
      : [],
};

export const evolveCampaigns: Evolve<
  'CampaignMemberAdded' | 'CampaignTouchRecorded' | 'CustomerDoNotContactSet' | 'CustomerDoNotContactLifted'
> = {
  CampaignMemberAdded: moving(({ memberships }, { campaignId, variant }) => ({
    memberships: memberships.with(campaignId, { variant }),
  })),
  CampaignTouchRecorded: moving(({ touches }, { campaignId, externalId }) =>
    externalId === null ? {} : { touches: touches.with(touchKey(campaignId, externalId), true) },
  ),
  CustomerDoNotContactSet: moving(({ doNotContact }, { channel }) => ({
    doNotContact: [...doNotContact.filter((each) => each !== channel), channel],
  })),
  CustomerDoNotContactLifted: moving(({ doNotContact }, { channel }) => ({
    doNotContact: doNotContact.filter((each) => each !== channel),
  })),
};

/** The campaign that the command names. */
export const consultsCampaign = {
  AddToCampaign: ({ campaignId: id }: { campaignId: string }) => ({ category: 'campaign', id }),
  RecordTouch: ({ campaignId: id }: { campaignId: string }) => ({ category: 'campaign', id }),
};

const campaignIn = ({ consulted = { status: 'none' } }: Circumstances<Campaign>): Campaign => consulted;

/** The campaign, at work or after its end: answers come late. */
const launched = (campaign: Campaign): Planned => {
  const it = planned(campaign);
  if (it.status === 'planned')
    throw new Refusal(
      'campaign-not-launched',
      'The campaign is not launched: nothing can have happened in it.',
    );
  return it;
};

/** The variant of somebody whom a touch makes a member: what the touch says, where the campaign has such a one. */
const firstVariant = (
  { terms: { variants } }: Planned,
  campaignId: string,
  said: string | null | undefined,
  customerId: string,
): string | null =>
  variants.find(({ name }) => name === said)?.name ?? variantOf(variants, campaignId, customerId);

type Known<Type extends keyof typeof events> = Extract<EventOf<typeof events>, { readonly type: Type }>;

const added = (
  customer: Registered,
  { terms: { channel } }: Planned,
  member: Omit<Known<'CampaignMemberAdded'>['data'], 'suppressed'>,
): Known<'CampaignMemberAdded'> => ({
  type: 'CampaignMemberAdded',
  data: { ...member, suppressed: suppressionOf(customer, channel) },
});

const refused = (
  { doNotContact }: Registered,
  data: Known<'CustomerDoNotContactSet'>['data'],
): Known<'CustomerDoNotContactSet'>[] =>
  doNotContact.includes(data.channel) ? [] : [{ type: 'CustomerDoNotContactSet', data }];

/** The callers' own ids count within a campaign. */
const touchKey = (campaignId: string, externalId: string): string => `${campaignId} ${externalId}`;
