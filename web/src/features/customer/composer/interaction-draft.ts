import {
  CallOutcome,
  Direction,
  InteractionKind,
  InteractionStatus,
  type InteractionView,
  type interactionCommands,
  ParticipantRole,
  Sentiment,
} from '@crm/contracts';
import { z } from 'zod';
import { instantOf, localMoment } from '../../../ui/local-moment.ts';
import { offers, statusesOf } from './interaction-choices.ts';

/** Somebody who takes part, with the name to show until the record has it. */
const DraftParticipant = z.object({
  customerId: z.string().nullable(),
  userId: z.string().nullable(),
  address: z.string().nullable(),
  role: ParticipantRole,
  name: z.string(),
});
export type DraftParticipant = z.infer<typeof DraftParticipant>;

/** An interaction while it is being written. Empty text is nothing; an empty `occurredAt` is the moment of saving. */
const InteractionDraft = z.object({
  kind: InteractionKind,
  direction: z.union([Direction, z.literal('')]),
  status: z.union([InteractionStatus, z.literal('')]),
  outcome: z.union([CallOutcome, z.literal('')]),
  sentiment: z.union([Sentiment, z.literal('')]),
  subject: z.string(),
  body: z.string(),
  /** As `datetime-local` writes it: `2026-03-02T10:30`, in the reader's zone. */
  occurredAt: z.string(),
  minutes: z.string(),
  channel: z.string(),
  participants: z.array(DraftParticipant),
  pinned: z.boolean(),
  isInternal: z.boolean(),
});
export type InteractionDraft = z.infer<typeof InteractionDraft>;

export const emptyDraft: InteractionDraft = {
  kind: 'note',
  direction: '',
  status: '',
  outcome: '',
  sentiment: '',
  subject: '',
  body: '',
  occurredAt: '',
  minutes: '',
  channel: '',
  participants: [],
  pinned: false,
  isInternal: false,
};

/** Whether anything was written that would be missed. */
export const isEmpty = (draft: InteractionDraft): boolean =>
  JSON.stringify({ ...draft, kind: emptyDraft.kind }) === JSON.stringify(emptyDraft);

/** A kept draft; null where there is none, or one of another version of this screen. */
export const parsedDraft = (text: string | null): InteractionDraft | null => {
  try {
    return InteractionDraft.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
};

type NewInteraction = z.input<(typeof interactionCommands)['LogInteraction']['body']>;

/** The body of the command that logs a draft: only what its kind offers and what was filled in. */
export const logged = (draft: InteractionDraft, now: Date): NewInteraction => {
  const { kind, direction, participants, occurredAt, pinned, isInternal } = draft;
  return {
    kind,
    occurredAt: instantOf(occurredAt) ?? now.toISOString(),
    ...termsOf(draft),
    ...(offers(kind).direction && direction !== '' && { direction }),
    participants: participants.map(({ name: _, ...participant }) => participant),
    pinned,
    isInternal,
  };
};

/** The draft that corrects an interaction: all its terms but the participants, which stay as logged. */
export const draftOf = (interaction: InteractionView): InteractionDraft => ({
  kind: InteractionKind.catch('system').parse(interaction.kind),
  direction: Direction.or(z.literal('')).catch('').parse(interaction.direction),
  status: InteractionStatus.or(z.literal('')).catch('').parse(interaction.status),
  outcome: CallOutcome.or(z.literal('')).catch('').parse(interaction.outcome),
  sentiment: Sentiment.or(z.literal('')).catch('').parse(interaction.sentiment),
  subject: interaction.subject ?? '',
  body: interaction.body ?? '',
  occurredAt: localMoment(interaction.occurredAt),
  minutes: interaction.durationSec === null ? '' : String(interaction.durationSec / 60),
  channel: interaction.channel ?? '',
  participants: [],
  pinned: interaction.pinned,
  isInternal: interaction.isInternal,
});

type Correction = z.input<(typeof interactionCommands)['CorrectInteraction']['body']>;

/** The body of the command that corrects an interaction: only what was changed. */
export const corrected = (before: InteractionDraft, after: InteractionDraft): Correction => {
  const was: Readonly<Record<string, unknown>> = correctable(before);
  return Object.fromEntries(
    Object.entries(correctable(after)).filter(([name, value]) => was[name] !== value),
  );
};

const correctable = (draft: InteractionDraft): Correction => {
  const { direction, occurredAt, pinned, isInternal } = draft;
  const at = instantOf(occurredAt);
  return {
    ...termsOf(draft),
    ...(direction !== '' && { direction }),
    ...(at !== null && { occurredAt: at }),
    pinned,
    isInternal,
  };
};

const termsOf = ({ kind, status, outcome, sentiment, subject, body, minutes, channel }: InteractionDraft) => {
  const offered = offers(kind);
  return {
    status: statusesOf(kind).find((each) => each === status) ?? null,
    outcome: offered.outcome && outcome !== '' ? outcome : null,
    sentiment: sentiment === '' ? null : sentiment,
    subject: offered.subject ? text(subject) : null,
    body: text(body),
    durationSec: offered.duration && minutes !== '' ? Math.round(Number(minutes) * 60) : null,
    channel: offered.channel ? text(channel) : null,
  };
};

const text = (value: string): string | null => value.trim() || null;
