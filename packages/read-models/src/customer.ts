import {
  CustomerRow,
  campaignMemberEvents,
  customerEvents,
  type Email,
  interactionEvents,
  type Phone,
} from '@crm/contracts';
import { z } from 'zod';
import { corrected, logged, voided } from './activity.ts';
import { changed, primary, removed } from './contacts.ts';
import { said } from './partial-folds.ts';
import { type FoldEvent, ignore, readModel } from './read-model.ts';

const Stored = CustomerRow.omit({ revision: true }).extend({
  /** The interaction that `lastActivityAt` comes from. */
  lastActivityId: z.string().nullable(),
});
type Stored = z.infer<typeof Stored>;

/** The customer as profile, list and as-of show it; the revision is apart. Its table: customer.table.sql, customer.indexes.sql */
export const customer = readModel('customer', Stored, {
  version: 3,
  tells: { needs: 'customer.read', customer: 'id' },
  of: { ...customerEvents, ...interactionEvents, ...campaignMemberEvents },
  key: ['id'],
  keyOf: ({ entityId }) => ({ id: entityId }),
  first: ['CustomerRegistered'],
  derive: ({ firstName, lastName, emails, phones }) => ({
    name: [firstName, lastName].filter(Boolean).join(' ') || null,
    email: primary(emails)?.address ?? null,
    phone: primary(phones)?.number ?? null,
  }),
  on: {
    CustomerRegistered: (_, event) => ({
      ...event.data,
      id: event.entityId,
      name: null,
      email: null,
      phone: null,
      createdAt: event.recordedAt,
      createdBy: event.actor,
      updatedAt: event.recordedAt,
      updatedBy: event.actor,
      lastActivityAt: null,
      interactionCount: 0,
      doNotContact: [],
      archivedAt: null,
      erasedAt: null,
      lastActivityId: null,
    }),
    CustomerDetailsChanged: (row, event) => edited(row, event, said(event.data)),
    CustomerEmailAdded: (row, event) => edited(row, event, { emails: [...row.emails, event.data] }),
    CustomerEmailChanged: (row, event) =>
      edited(row, event, { emails: changed<Email>(row.emails, event.data) }),
    CustomerEmailRemoved: (row, event) => edited(row, event, { emails: removed(row.emails, event.data.id) }),
    CustomerPhoneAdded: (row, event) => edited(row, event, { phones: [...row.phones, event.data] }),
    CustomerPhoneChanged: (row, event) =>
      edited(row, event, { phones: changed<Phone>(row.phones, event.data) }),
    CustomerPhoneRemoved: (row, event) => edited(row, event, { phones: removed(row.phones, event.data.id) }),
    CustomerAddressChanged: (row, event) => edited(row, event, { address: event.data.address }),
    CustomerTagsChanged: (row, event) => edited(row, event, { tags: retagged(row.tags, event.data) }),
    CustomerAssigned: (row, event) => edited(row, event, { ownerId: event.data.to }),
    CustomerStageChanged: (row, event) => edited(row, event, { stage: event.data.to }),
    CustomerArchived: (row, event) => edited(row, event, { archivedAt: event.recordedAt }),
    CustomerRestored: (row, event) => edited(row, event, { archivedAt: null }),
    CustomerErased: (row, event) => edited(row, event, tombstone(row, event)),
    InteractionLogged: (row, event) => ({
      ...row,
      ...logged(row, event.data),
      interactionCount: row.interactionCount + 1,
    }),
    InteractionCorrected: (row, event, earlier) => ({
      ...row,
      ...corrected(row, event.data, () => [...earlier(), event]),
    }),
    InteractionVoided: (row, event, earlier) => ({
      ...row,
      ...voided(row, event.data, () => [...earlier(), event]),
      interactionCount: row.interactionCount - 1,
    }),
    CampaignMemberAdded: ignore,
    CampaignTouchRecorded: ignore,
    CustomerDoNotContactSet: (row, event) =>
      edited(row, event, {
        doNotContact: [
          ...contactable(row, event.data.channel),
          { channel: event.data.channel, reason: event.data.reason, at: event.recordedAt },
        ],
      }),
    CustomerDoNotContactLifted: (row, event) =>
      edited(row, event, { doNotContact: contactable(row, event.data.channel) }),
  },
});

/** What stays of a person: who had it to do with, where it stood and what it counts for. */
type Left =
  | 'id'
  | 'stage'
  | 'ownerId'
  | 'source'
  | 'leadSource'
  | 'createdAt'
  | 'createdBy'
  | 'updatedAt'
  | 'updatedBy'
  | 'lastActivityAt'
  | 'lastActivityId'
  | 'interactionCount';
type Derived = 'name' | 'email' | 'phone';

/** Every other column is taken leave of, and the row lies in the archive: a column that is new is one or the other. */
const tombstone = ({ archivedAt }: Stored, { recordedAt }: FoldEvent): Omit<Stored, Left | Derived> => ({
  salutation: null,
  firstName: null,
  lastName: null,
  jobTitle: null,
  companyName: null,
  birthDate: null,
  locale: null,
  timeZone: null,
  emails: [],
  phones: [],
  address: null,
  tags: [],
  attributes: null,
  doNotContact: [],
  archivedAt: archivedAt ?? recordedAt,
  erasedAt: recordedAt,
});

/** Tags after some were added and some removed. */
export const retagged = (
  tags: readonly string[],
  change: { readonly added: readonly string[]; readonly removed: readonly string[] },
): string[] => [...tags.filter((tag) => !change.removed.includes(tag)), ...change.added];

/** What still forbids contact once this channel does not. */
const contactable = ({ doNotContact }: Stored, channel: string): Stored['doNotContact'] =>
  doNotContact.filter((each) => each.channel !== channel);

const edited = (row: Stored, event: FoldEvent, change: Partial<Stored>): Stored => ({
  ...row,
  ...change,
  updatedAt: event.recordedAt,
  updatedBy: event.actor,
});
