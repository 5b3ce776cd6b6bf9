import { z } from 'zod';
import { CampaignMemberRow } from './campaign-member.ts';
import { CustomerRow, HistoryEntry } from './customer-questions.ts';
import { one, question } from './define.ts';
import { InteractionView } from './interaction.ts';

/** Everything that is held about a person, for that person: of others no more than that they took part. */
export const CustomerExport = z.object({
  format: z.literal('crm-customer-export/1'),
  exportedAt: z.string(),
  profile: CustomerRow,
  /** As they stand; voided ones too. */
  interactions: z.array(InteractionView),
  memberships: z.array(CampaignMemberRow),
  /** What campaigns did, and what came back: whatever was recorded of each. */
  touches: z.array(z.record(z.string(), z.unknown())),
  /** Every event from the first on: what, who and when. Consents and objections are among them. */
  events: z.array(
    HistoryEntry.pick({
      position: true,
      revision: true,
      eventId: true,
      type: true,
      recordedAt: true,
      actor: true,
      data: true,
    }),
  ),
});
export type CustomerExport = z.infer<typeof CustomerExport>;

/** A place that was looked at: how many rows it has of the person, and in how many something personal is left. */
export const ClearedPlace = z.object({ place: z.string(), rows: z.int(), left: z.int() });

/** A place that no erasure reaches at once. */
export const RemainingPlace = z.object({
  place: z.string(),
  /** What it may hold, and in which form. */
  holds: z.string(),
  /** What ends it. */
  endedBy: z.string(),
  /** Null: it cannot be seen from here. */
  ended: z.boolean().nullable(),
});

/** What became of a person's data: made anew for every question, by looking. */
export const ErasureReport = z.object({
  customerId: z.uuid(),
  erasedAt: z.string(),
  erasedBy: z.string(),
  reason: z.string(),
  eventId: z.string(),
  position: z.string(),
  /** Whether the key is gone under which everything personal in the log is sealed. */
  keyDestroyed: z.boolean(),
  cleared: z.array(ClearedPlace),
  remaining: z.array(RemainingPlace),
});
export type ErasureReport = z.infer<typeof ErasureReport>;

const history = { needs: 'history.read', ownedBy: 'owner_id' } as const;

export const privacyQuestions = {
  customerExport: question(
    'GET /customers/:id/export',
    'Everything that is held about a person, in one file',
    { ...history, reads: ['customer', 'customer_revision'], past: 'log' },
    {},
    one(CustomerExport),
  ),
  erasureReport: question(
    'GET /customers/:id/erasure',
    'What the erasure of a person has cleared, and what else ends what may remain',
    {
      ...history,
      reads: ['customer', 'customer_search', 'customer_change', 'interaction', 'campaign_touch'],
      past: 'none',
    },
    {},
    one(ErasureReport),
  ),
};
