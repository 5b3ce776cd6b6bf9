import { z } from 'zod';
import { Channel } from './channel.ts';
import { CustomerFilter } from './customer-questions.ts';
import { changed, command, event, type Rules } from './define.ts';
import { Money, NonNegativeMoney } from './money.ts';
import { personal } from './personal.ts';
import { Day, line, prose } from './primitives.ts';

export const CampaignType = z.enum([
  'email',
  'newsletter',
  'event',
  'webinar',
  'trade_show',
  'advertisement',
  'social',
  'search',
  'direct_mail',
  'telemarketing',
  'sms',
  'referral',
  'partner',
  'web',
  'television',
  'radio',
  'other',
]);
export type CampaignType = z.infer<typeof CampaignType>;
export const CampaignStatus = z.enum(['planned', 'active', 'paused', 'completed', 'aborted']);
export type CampaignStatus = z.infer<typeof CampaignStatus>;
export const GoalKind = z.enum(['lead', 'opportunity', 'revenue', 'custom']);

// ---- as stored -----------------------------------------------------------------------------------------------------

/** What a campaign wants to reach: a number of something, or an amount in minor units of the budget's currency. */
export const Goal = z.object({ kind: z.string(), target: z.number(), description: z.string().nullable() });
export const Utm = z.object({
  source: z.string().nullable(),
  medium: z.string().nullable(),
  campaign: z.string().nullable(),
  term: z.string().nullable(),
  content: z.string().nullable(),
});
/** One of several forms that members are shown (A/B), by parts of the whole. */
export const Variant = z.object({ name: z.string(), parts: z.number() });
export type Variant = z.infer<typeof Variant>;

/** The plain fields of a campaign: a new one is a line here, a rule below, and a column. */
export const campaignTerms = {
  name: z.string(),
  type: z.string(),
  channel: z.string(),
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  budget: Money.nullable(),
  expectedRevenue: Money.nullable(),
  /** Per cent. */
  expectedResponse: z.number().nullable(),
  goal: Goal.nullable(),
  utm: Utm.nullable(),
  variants: z.array(Variant),
  ownerId: z.string().nullable(),
};

export const costTerms = { amount: Money, spentOn: z.string(), note: z.string().nullable() };

export const campaignEvents = {
  CampaignPlanned: event(campaignTerms),
  /** Only the terms that changed, with what holds now. */
  CampaignChanged: event(changed(campaignTerms)),
  CampaignLaunched: event({}),
  CampaignPaused: event({}),
  CampaignResumed: event({}),
  CampaignCompleted: event({}),
  CampaignAborted: event({ reason: z.string().nullable() }),
  CampaignCostRecorded: event({ costId: z.string(), ...costTerms }),
  CampaignCostVoided: event({ costId: z.string(), reason: z.string().nullable() }),
  /** Customers are to become members: those who fit a filter, or whose addresses were given (kept nowhere). */
  CampaignAudienceRequested: event({
    audienceId: z.string(),
    kind: z.string(),
    /** The list's own filter; its texts may name people. */
    filter: personal(z.record(z.string(), z.unknown())),
  }),
  CampaignAudienceProgressed: event({ audienceId: z.string(), handled: z.number(), total: z.number() }),
  CampaignAudienceCompleted: event({ audienceId: z.string(), total: z.number() }),
  /** It was cut off before it was known who belongs to it: nobody was added. */
  CampaignAudienceAbandoned: event({ audienceId: z.string() }),
};

/** An audience's own stream (`audience-<id>`): who belongs to it, found once, so that a crash finds the same again. */
export const audienceEvents = {
  AudienceListed: event({ customerIds: z.array(z.string()) }),
  /** It was cut off before the list was whole: nobody is added. */
  AudienceAbandoned: event({}),
  /** The list is whole. */
  AudienceClosed: event({ campaignId: z.string(), requestedBy: z.string(), total: z.number() }),
};

// ---- as asked of callers today -------------------------------------------------------------------------------------

const newTerms = {
  name: line(200),
  type: CampaignType,
  channel: Channel,
  startDate: Day.nullable(),
  endDate: Day.nullable(),
  budget: NonNegativeMoney.nullable(),
  expectedRevenue: NonNegativeMoney.nullable(),
  expectedResponse: z.number().min(0).max(100).nullable(),
  goal: z
    .strictObject({
      kind: GoalKind,
      target: z.number().min(0),
      description: line(200).nullable().default(null),
    })
    .nullable(),
  utm: z
    .strictObject({
      source: line(100).nullable().default(null),
      medium: line(100).nullable().default(null),
      campaign: line(100).nullable().default(null),
      term: line(100).nullable().default(null),
      content: line(100).nullable().default(null),
    })
    .nullable(),
  variants: z
    .array(
      z.strictObject({ name: line(50), parts: z.int('must be a whole number').min(1).max(100).default(1) }),
    )
    .max(10)
    .refine((variants) => new Set(variants.map(({ name }) => name)).size === variants.length, {
      message: 'must not name a variant twice',
    }),
  ownerId: z.uuid().nullable(),
} satisfies Rules<typeof campaignTerms>;
const { name, type, ...optionalTerms } = newTerms;

const write = {
  needs: 'campaign.write',
  ownedBy: undefined,
  refuses: [
    'campaign-aborted',
    'campaign-closed',
    'campaign-launched',
    'campaign-transition-refused',
    'currency-differs',
  ],
} as const;

const plan = { ...write, refuses: [...write.refuses, 'already-planned'] } as const;

/** The most addresses that one request may name. */
export const mostAddresses = 50_000;

/** A campaign's way from its plan to its end: where each command leads, and from which statuses. */
export const campaignCourse = {
  LaunchCampaign: { from: ['planned'], to: 'active' },
  PauseCampaign: { from: ['active'], to: 'paused' },
  ResumeCampaign: { from: ['paused'], to: 'active' },
  CompleteCampaign: { from: ['active', 'paused'], to: 'completed' },
  AbortCampaign: { from: ['planned', 'active', 'paused'], to: 'aborted' },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly CampaignStatus[]; readonly to: CampaignStatus }>
>;

/** Whether a campaign in this status takes new members. */
export const takesMembers = (status: CampaignStatus): boolean =>
  status !== 'completed' && status !== 'aborted';

/** An address of a list that leads to nobody. */
export const UnknownAddress = z.object({
  /** Its place in the list, from 1. */
  row: z.int(),
  address: z.string(),
  code: z.enum(['not-an-address', 'nobody-has-it', 'named-twice']),
});
export type UnknownAddress = z.infer<typeof UnknownAddress>;

/** What `AddAudience` answers beside `Accepted`: `createdId` is the audience. */
export const AudienceAccepted = z.object({
  id: z.string(),
  revision: z.int(),
  createdId: z.string(),
  total: z.int(),
  unknown: z.array(UnknownAddress),
});
export type AudienceAccepted = z.infer<typeof AudienceAccepted>;

export const campaignCommands = {
  PlanCampaign: command('POST /campaigns', 'Plan a campaign', plan, {
    name,
    type,
    /** Absent: the channel that campaigns of this type use; the owner is whoever plans. */
    ...z.object(optionalTerms).partial().shape,
  }),
  ChangeCampaign: command(
    'PATCH /campaigns/:id',
    'Change a campaign: what is not named stays, null clears',
    write,
    z.object(newTerms).partial().shape,
  ),
  LaunchCampaign: command('POST /campaigns/:id/launch', 'Launch a planned campaign', write, {}),
  PauseCampaign: command('POST /campaigns/:id/pause', 'Pause an active campaign', write, {}),
  ResumeCampaign: command('POST /campaigns/:id/resume', 'Resume a paused campaign', write, {}),
  CompleteCampaign: command(
    'POST /campaigns/:id/complete',
    'Complete a campaign: nobody is added any more',
    write,
    {},
  ),
  AbortCampaign: command(
    'POST /campaigns/:id/abort',
    'Abort a campaign: nothing in it changes any more',
    write,
    {
      reason: prose(500).nullable().default(null),
    },
  ),
  RecordCampaignCost: command('POST /campaigns/:id/costs', 'Record a cost', write, {
    amount: NonNegativeMoney,
    spentOn: Day,
    note: line(300).nullable().default(null),
  } satisfies Rules<typeof costTerms>),
  VoidCampaignCost: command(
    'POST /campaigns/:id/costs/:costId/void',
    'Void a cost: it stays in the list and counts no more',
    write,
    {
      reason: prose(500).nullable().default(null),
    },
  ),
  AddAudience: command(
    'POST /campaigns/:id/audiences',
    'Make everybody a member who fits a filter, or has one of these addresses',
    { ...write, refuses: [...write.refuses, 'audience-abandoned'] },
    {
      filter: z
        .strictObject(CustomerFilter)
        .optional()
        .describe('The filter of the list of customers. Either this or `emails`.'),
      emails: z
        .array(z.string().max(400))
        .min(1)
        .max(mostAddresses)
        .optional()
        .describe('Addresses; those that nobody has come back with their place. They are kept nowhere.'),
    },
    AudienceAccepted,
  ),
};
