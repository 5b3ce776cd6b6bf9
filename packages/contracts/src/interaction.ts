import { z } from 'zod';
import { changed, command, event, type Rules } from './define.ts';
import { personal } from './personal.ts';
import { EmailAddress, Instant, line, prose } from './primitives.ts';

export const InteractionKind = z.enum([
  'call',
  'email',
  'meeting',
  'note',
  'sms',
  'chat',
  'social',
  'web_visit',
  'form_submission',
  'support_case',
  'postal',
  'system',
]);
export type InteractionKind = z.infer<typeof InteractionKind>;
export const Direction = z.enum(['inbound', 'outbound', 'internal']);
/** Of planned kinds (call, meeting), of telephony, of e-mail: domain.md, section 5. */
export const InteractionStatus = z.enum([
  'planned',
  'held',
  'not_held',
  'canceled',
  'initiated',
  'ringing',
  'in_progress',
  'completed',
  'failed',
  'busy',
  'no_answer',
  'queued',
  'draft',
  'sent',
  'delivered',
  'bounced',
]);
export const CallOutcome = z.enum([
  'connected',
  'left_voicemail',
  'no_answer',
  'busy',
  'wrong_number',
  'callback_requested',
]);
export const Sentiment = z.enum(['positive', 'neutral', 'negative']);
export const ParticipantRole = z.enum(['from', 'to', 'cc', 'organizer', 'attendee']);

/** Who took part: a customer, a user, or an address that nobody knows (personal). */
export const Participant = z.object({
  customerId: z.string().nullable(),
  userId: z.string().nullable(),
  address: personal(z.string()),
  role: z.string(),
});
export type Participant = z.infer<typeof Participant>;

/** An interaction's terms as stored. */
export const interactionTerms = {
  kind: z.string(),
  direction: z.string(),
  status: z.string().nullable(),
  outcome: z.string().nullable(),
  sentiment: z.string().nullable(),
  subject: personal(z.string()),
  body: personal(z.string()),
  /** Business time; the envelope's `recordedAt` is system time. */
  occurredAt: z.string(),
  durationSec: z.number().nullable(),
  participants: z.array(Participant),
  channel: z.string().nullable(),
  pinned: z.boolean(),
  isInternal: z.boolean(),
};

export const interactionEvents = {
  InteractionLogged: event({
    interactionId: z.string(),
    ...interactionTerms,
    /** The caller's own id of it: logging the same one again changes nothing. */
    externalId: z.string().nullable(),
  }),
  /** Only the terms that were corrected, with what holds now. */
  InteractionCorrected: event({ interactionId: z.string(), ...changed(interactionTerms) }),
  InteractionVoided: event({ interactionId: z.string(), reason: personal(z.string()) }),
};

const newParticipant = z
  .strictObject({
    customerId: z.uuid().nullable().default(null),
    userId: z.uuid().nullable().default(null),
    address: EmailAddress.nullable().default(null),
    role: ParticipantRole.default('attendee'),
  })
  .refine(({ customerId, userId, address }) => [customerId, userId, address].filter(Boolean).length === 1, {
    message: 'must name exactly one of customerId, userId and address',
  });

const newTerms = {
  kind: InteractionKind,
  direction: Direction,
  status: InteractionStatus.nullable(),
  outcome: CallOutcome.nullable(),
  sentiment: Sentiment.nullable(),
  subject: line(300).nullable(),
  body: prose(20_000).nullable(),
  occurredAt: Instant,
  durationSec: z.int().min(0).max(31_536_000).nullable(),
  participants: z.array(newParticipant).max(50),
  channel: line(50).nullable(),
  pinned: z.boolean(),
  isInternal: z.boolean(),
} satisfies Rules<typeof interactionTerms>;
const { kind, occurredAt, direction, participants, pinned, isInternal, ...optionalTerms } = newTerms;

const write = {
  needs: 'interaction.write',
  ownedBy: 'ownerId',
  refuses: ['customer-archived', 'customer-erased', 'interaction-voided'],
} as const;

export const interactionCommands = {
  LogInteraction: command(
    'POST /customers/:id/interactions',
    'Log an interaction, with a copy for every customer who took part',
    write,
    {
      kind,
      occurredAt,
      /** Absent: `internal` for notes and system entries, else `outbound`. */
      direction: direction.optional(),
      participants: participants.default([]),
      pinned: pinned.default(false),
      isInternal: isInternal.default(false),
      ...z.object(optionalTerms).partial().shape,
      externalId: line(200).nullable().default(null),
    },
  ),
  CorrectInteraction: command(
    'PATCH /customers/:id/interactions/:interactionId',
    'Correct an interaction, with every copy of it',
    write,
    z.object(newTerms).omit({ participants: true }).partial().shape,
  ),
  VoidInteraction: command(
    'POST /customers/:id/interactions/:interactionId/void',
    'Void an interaction, with every copy of it',
    write,
    { reason: prose(500).nullable().default(null) },
  ),
};

/** One interaction of one customer, as it stands after its corrections. */
export const InteractionRow = z.object({
  customerId: z.string(),
  interactionId: z.string(),
  ...interactionTerms,
  externalId: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  correctedAt: z.string().nullable(),
  voidedAt: z.string().nullable(),
  voidReason: z.string().nullable(),
  /** Position of the event that logged it: orders the timeline within one moment. */
  position: z.bigint(),
});
export type InteractionRow = z.infer<typeof InteractionRow>;

/** The same as it travels: positions stay inside. */
export const InteractionView = InteractionRow.omit({ position: true });
export type InteractionView = z.infer<typeof InteractionView>;
