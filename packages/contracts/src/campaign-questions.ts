import { z } from 'zod';
import { CampaignStatus, CampaignType, campaignTerms, costTerms } from './campaign.ts';
import { CampaignMemberRow, MemberStatus } from './campaign-member.ts';
import { CampaignReport } from './campaign-metrics.ts';
import { CustomerCard } from './customer-questions.ts';
import { many, one, page, paging, question } from './define.ts';
import { Money } from './money.ts';
import { line } from './primitives.ts';

export const CampaignCost = z.object({
  costId: z.string(),
  ...costTerms,
  recordedAt: z.string(),
  recordedBy: z.string(),
  voidedAt: z.string().nullable(),
});
export type CampaignCost = z.infer<typeof CampaignCost>;

/** An audience and how far its members have been added. */
export const CampaignAudience = z.object({
  audienceId: z.string(),
  kind: z.string(),
  filter: z.record(z.string(), z.unknown()).nullable(),
  requestedAt: z.string(),
  requestedBy: z.string(),
  handled: z.int(),
  /** Null until it is known who belongs to it. */
  total: z.int().nullable(),
  state: z.enum(['running', 'completed', 'abandoned']),
});
export type CampaignAudience = z.infer<typeof CampaignAudience>;

export const CampaignRow = z.object({
  id: z.uuid(),
  ...campaignTerms,
  status: CampaignStatus,
  costs: z.array(CampaignCost),
  /** Sum of the costs that were not voided; null: there is none. */
  actualCost: Money.nullable(),
  audiences: z.array(CampaignAudience),
  launchedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  /** The stream's revision: the ETag. */
  revision: z.int(),
});
export type CampaignRow = z.infer<typeof CampaignRow>;

/** A campaign in the list, with what its members did. */
export const CampaignCard = CampaignRow.pick({
  id: true,
  name: true,
  type: true,
  channel: true,
  status: true,
  startDate: true,
  endDate: true,
  budget: true,
  actualCost: true,
  ownerId: true,
  createdAt: true,
  updatedAt: true,
}).extend({ members: z.int(), sent: z.int(), responded: z.int(), converted: z.int() });
export type CampaignCard = z.infer<typeof CampaignCard>;

export const CampaignSort = z.enum(['name', 'status', 'type', 'startDate', 'createdAt', 'updatedAt']);
export type CampaignSort = z.infer<typeof CampaignSort>;

/** A member beside the customer it is. */
export const CampaignMember = CampaignMemberRow.omit({ campaignId: true }).extend(
  CustomerCard.pick({ name: true, email: true, companyName: true, ownerId: true }).shape,
);
export type CampaignMember = z.infer<typeof CampaignMember>;

/** A campaign that a customer is a member of. */
export const CustomerCampaign = CampaignMemberRow.omit({ customerId: true }).extend({
  name: z.string(),
  type: z.string(),
  channel: z.string(),
  status: CampaignStatus,
});
export type CustomerCampaign = z.infer<typeof CustomerCampaign>;

/** How many of an audience became members; of them those who are not addressed and were not reached all the same, by reason. */
export const AudienceCount = z.object({
  audienceId: z.string().nullable(),
  members: z.int(),
  archived: z.int(),
  doNotContact: z.int(),
  optedOut: z.int(),
});
export type AudienceCount = z.infer<typeof AudienceCount>;

const read = { needs: 'campaign.read', ownedBy: undefined } as const;
const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

export const campaignQuestions = {
  campaigns: question(
    'GET /campaigns',
    'Campaigns: filtered, searched by name, sorted, in pages',
    { ...read, reads: ['campaign', 'campaign_effect'] },
    {
      q: line(200).optional(),
      status: list.pipe(z.array(CampaignStatus)).optional(),
      type: list.pipe(z.array(CampaignType)).optional(),
      sort: CampaignSort.default('createdAt'),
      order: z.enum(['asc', 'desc']).default('desc'),
      ...paging,
    },
    page(CampaignCard),
  ),
  campaign: question(
    'GET /campaigns/:id',
    'One campaign: terms, costs, audiences',
    { ...read, reads: ['campaign'] },
    {},
    one(CampaignRow),
  ),
  campaignMembers: question(
    'GET /campaigns/:id/members',
    'Members of a campaign whom you may see, newest first',
    { needs: 'customer.read', ownedBy: 'owner_id', reads: ['campaign', 'campaign_member', 'customer'] },
    { status: list.pipe(z.array(MemberStatus)).optional(), ...paging },
    page(CampaignMember),
  ),
  campaignAudiences: question(
    'GET /campaigns/:id/audiences',
    'Of each audience: who became a member, and who is not addressed and why',
    { ...read, reads: ['campaign', 'campaign_effect'] },
    {},
    many(AudienceCount),
  ),
  campaignReport: question(
    'GET /campaigns/:id/report',
    'What a campaign achieved, as a whole and by variant, each rate with its denominator',
    { ...read, reads: ['campaign', 'campaign_effect'] },
    {},
    one(CampaignReport),
  ),
  customerCampaigns: question(
    'GET /customers/:id/campaigns',
    'The campaigns that a customer is a member of, newest first',
    { needs: 'customer.read', ownedBy: 'owner_id', reads: ['customer', 'campaign', 'campaign_member'] },
    {},
    many(CustomerCampaign),
  ),
};
