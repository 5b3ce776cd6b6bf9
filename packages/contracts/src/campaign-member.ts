import { z } from 'zod';
import { Channel } from './channel.ts';
import { command, event, type Rules } from './define.ts';
import { personal } from './personal.ts';
import { Instant, line } from './primitives.ts';

/** What happens between a campaign and one of its members: domain.md, section 7. */
export const TouchKind = z.enum([
  'sent',
  'delivered',
  'opened',
  'clicked',
  'responded',
  'converted',
  'bounced_hard',
  'bounced_soft',
  'unsubscribed',
  'complained',
  'failed',
]);
export type TouchKind = z.infer<typeof TouchKind>;

/** The rungs of a member, from the lowest to the furthest. */
export const MemberRung = z.enum([
  'targeted',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'responded',
  'converted',
]);
export type MemberRung = z.infer<typeof MemberRung>;

/** Why a member is not addressed. */
export const Suppression = z.enum(['archived', 'do_not_contact', 'opted_out']);
export type Suppression = z.infer<typeof Suppression>;

// ---- as stored: events of the customer's own stream, so that no campaign's stream is hot ----------------------------

const touchTerms = {
  campaignId: z.string(),
  kind: z.string(),
  /** Business time; the envelope's `recordedAt` is system time. */
  occurredAt: z.string(),
  channel: z.string(),
  variant: z.string().nullable(),
  url: personal(z.string()),
  userAgent: personal(z.string()),
  ip: personal(z.string()),
  /** The caller's own id of it: recording the same one again changes nothing. */
  externalId: z.string().nullable(),
};

export const campaignMemberEvents = {
  CampaignMemberAdded: event({
    campaignId: z.string(),
    /** The audience that brought the member in; null: added one by one, or by a touch. */
    audienceId: z.string().nullable(),
    variant: z.string().nullable(),
    /** Why the member is not addressed; null: it is. */
    suppressed: z.string().nullable(),
  }),
  CampaignTouchRecorded: event({ touchId: z.string(), ...touchTerms }),
  CustomerDoNotContactSet: event({
    channel: z.string(),
    reason: personal(z.string()),
    /** The campaign in which the person asked for it. */
    campaignId: z.string().nullable(),
  }),
  CustomerDoNotContactLifted: event({ channel: z.string() }),
};

// ---- as asked of callers today -------------------------------------------------------------------------------------

const newTouch = {
  campaignId: z.uuid(),
  kind: TouchKind,
  occurredAt: Instant,
  channel: Channel,
  variant: line(50).nullable(),
  url: line(2000).nullable(),
  userAgent: line(500).nullable(),
  ip: z.union([z.ipv4(), z.ipv6()]).nullable(),
  externalId: line(200).nullable(),
} satisfies Rules<typeof touchTerms>;
const { campaignId, kind, occurredAt, channel, ...optionalTerms } = newTouch;

const touch = {
  needs: 'campaign.touch',
  ownedBy: 'ownerId',
  refuses: ['campaign-closed', 'campaign-not-launched', 'customer-erased'],
} as const;
const edit = {
  needs: 'customer.edit',
  ownedBy: 'ownerId',
  refuses: ['customer-archived', 'customer-erased'],
} as const;

export const campaignMemberCommands = {
  AddToCampaign: command('POST /customers/:id/campaigns', 'Make a customer a member of a campaign', touch, {
    campaignId,
    audienceId: z.uuid().nullable().default(null),
  }),
  RecordTouch: command(
    'POST /customers/:id/touches',
    'Record a touch: what a campaign did to a customer, or what came back',
    touch,
    {
      campaignId,
      kind,
      occurredAt,
      /** Absent: the campaign's own. */
      channel: channel.optional(),
      ...z.object(optionalTerms).partial().shape,
    },
  ),
  SetDoNotContact: command(
    'POST /customers/:id/do-not-contact',
    'Note that a customer is not to be contacted by a channel',
    edit,
    {
      channel,
      reason: line(200).default('asked'),
    },
  ),
  LiftDoNotContact: command(
    'POST /customers/:id/do-not-contact/lift',
    'Allow contact by a channel again',
    edit,
    {
      channel,
    },
  ),
};

/** A channel by which a customer is not contacted. */
export const DoNotContact = z.object({ channel: z.string(), reason: z.string().nullable(), at: z.string() });
export type DoNotContact = z.infer<typeof DoNotContact>;

/** One member of one campaign. What was reached is told by each touch, whatever their order; a rung never falls. */
export const CampaignMemberRow = z.object({
  campaignId: z.string(),
  customerId: z.string(),
  audienceId: z.string().nullable(),
  variant: z.string().nullable(),
  /** The furthest rung. */
  rung: MemberRung,
  suppressed: z.string().nullable(),
  /** Reached, with all that follows from it: a click implies an open, an open a delivery, a delivery that it was sent. */
  sent: z.boolean(),
  delivered: z.boolean(),
  opened: z.boolean(),
  clicked: z.boolean(),
  responded: z.boolean(),
  converted: z.boolean(),
  /** Side exits. A bounce counts only where nothing that implies a delivery was seen. */
  bouncedHard: z.boolean(),
  bouncedSoft: z.boolean(),
  unsubscribed: z.boolean(),
  complained: z.boolean(),
  failed: z.boolean(),
  addedAt: z.string(),
  firstRespondedAt: z.string().nullable(),
  lastTouchAt: z.string().nullable(),
});
export type CampaignMemberRow = z.infer<typeof CampaignMemberRow>;

/** What members can be filtered by: the furthest rung, or a side exit. */
export const MemberStatus = z.enum([
  ...MemberRung.options,
  'bounced_hard',
  'bounced_soft',
  'unsubscribed',
  'complained',
  'failed',
  'suppressed',
]);
export type MemberStatus = z.infer<typeof MemberStatus>;
