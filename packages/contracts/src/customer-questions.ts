import { z } from 'zod';
import { DoNotContact, MemberStatus } from './campaign-member.ts';
import { Attributes, customerDetails, Email, LifecycleStage, Phone, PostalAddress } from './customer.ts';
import { many, one, page, paging, question } from './define.ts';
import { InteractionView } from './interaction.ts';
import { Instant, line } from './primitives.ts';

/** The customer as of now or of any moment: the row that the fold makes. */
export const CustomerRow = z.object({
  id: z.uuid(),
  /** For lists and sorting: "Last, First" is not made here; this is "First Last". */
  name: z.string().nullable(),
  ...customerDetails,
  emails: z.array(Email),
  phones: z.array(Phone),
  /** The primary address and number, else the first. */
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: PostalAddress.nullable(),
  tags: z.array(z.string()),
  stage: z.string(),
  ownerId: z.string().nullable(),
  source: z.string(),
  attributes: Attributes.nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  /** `occurredAt` of the latest interaction that was not voided. */
  lastActivityAt: z.string().nullable(),
  interactionCount: z.int(),
  doNotContact: z.array(DoNotContact),
  archivedAt: z.string().nullable(),
  /** Since then only what is not personal is left. */
  erasedAt: z.string().nullable(),
  /** The stream's revision: the ETag. */
  revision: z.int(),
});
export type CustomerRow = z.infer<typeof CustomerRow>;

export const CustomerCard = CustomerRow.pick({
  id: true,
  name: true,
  email: true,
  phone: true,
  companyName: true,
  stage: true,
  ownerId: true,
  tags: true,
  lastActivityAt: true,
  createdAt: true,
  updatedAt: true,
  archivedAt: true,
  erasedAt: true,
});
export type CustomerCard = z.infer<typeof CustomerCard>;

/** The columns a list of customers can be sorted by. */
export const CustomerSort = z.enum([
  'name',
  'email',
  'phone',
  'companyName',
  'stage',
  'lastActivityAt',
  'createdAt',
  'updatedAt',
]);
export type CustomerSort = z.infer<typeof CustomerSort>;

/** One change of one field. */
export const FieldChange = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() });

/** One event of a customer's stream as auditors read it. */
export const HistoryEntry = z.object({
  position: z.string(),
  revision: z.int(),
  eventId: z.string(),
  type: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  correlation: z.string(),
  causation: z.string(),
  import: z.object({ id: z.string(), row: z.number() }).nullable(),
  changes: z.array(FieldChange),
  data: z.record(z.string(), z.unknown()),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** One line of a customer's timeline: an interaction as it stands, or a change of the record. */
export const TimelineEntry = z.object({
  id: z.string(),
  /** An interaction's kind, `change`, or `touch`. */
  kind: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  position: z.string(),
  /** The interaction as it stands; null for a change. */
  interaction: InteractionView.nullable(),
  /** The event's type and data; null for an interaction and a touch. */
  change: z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
  /** What a campaign did, or what came back; null for anything else. */
  touch: z
    .object({
      campaignId: z.string(),
      campaignName: z.string().nullable(),
      kind: z.string(),
      channel: z.string(),
      variant: z.string().nullable(),
      url: z.string().nullable(),
    })
    .nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** How many customers stand in a lifecycle stage, of one owner, archived or not. */
export const StageCount = z.object({ stage: z.string(), count: z.int() });

const read = { needs: 'customer.read', ownedBy: 'owner_id' } as const;
const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** What customers are found by: in the list, and for the audience of a campaign. Several values mean any of them. */
export const CustomerFilter = {
  q: line(200)
    .optional()
    .describe(
      'Words, or their beginnings, of names, addresses, numbers, companies and tags; typos are forgiven.',
    ),
  stage: list.pipe(z.array(LifecycleStage)).optional(),
  ownerId: list.pipe(z.array(z.union([z.uuid(), z.literal('none')]))).optional(),
  tag: list.pipe(z.array(line(50))).optional(),
  archived: z.enum(['no', 'yes', 'all']).default('no'),
  campaignId: z.uuid().optional().describe('Members of this campaign only.'),
  memberStatus: list
    .pipe(z.array(MemberStatus))
    .optional()
    .describe('With `campaignId`: only members who stand there.'),
};

export const customerQuestions = {
  customers: question(
    'GET /customers',
    'Customers: filtered, searched, sorted, in pages',
    { ...read, reads: ['customer', 'customer_search', 'campaign_member'] },
    {
      ...CustomerFilter,
      sort: CustomerSort.optional().describe(
        'Absent: the best match first where something is searched, else by `createdAt`.',
      ),
      order: z.enum(['asc', 'desc']).default('desc'),
      ...paging,
    },
    page(CustomerCard),
  ),
  customerIds: question(
    'GET /customers/ids',
    'The ids of the customers whom a filter finds, in large pages',
    { ...read, reads: ['customer', 'customer_search', 'campaign_member'] },
    { ...CustomerFilter, ...paging, limit: z.coerce.number().int().min(1).max(10_000).default(10_000) },
    page(z.object({ id: z.uuid() })),
  ),
  customerCounts: question(
    'GET /customers/counts',
    'How many customers stand in each lifecycle stage',
    { ...read, reads: ['customer', 'customer_count'] },
    { archived: z.enum(['no', 'yes', 'all']).default('no') },
    many(StageCount),
  ),
  customer: question(
    'GET /customers/:id',
    'One customer, now or as of a moment',
    { ...read, reads: ['customer', 'customer_revision'], past: 'log' },
    {},
    one(CustomerRow),
  ),
  timeline: question(
    'GET /customers/:id/timeline',
    'Interactions and changes of a customer, newest first',
    {
      ...read,
      reads: [
        'customer',
        'customer_revision',
        'interaction',
        'customer_change',
        'campaign_touch',
        'campaign',
      ],
    },
    {
      kind: list.pipe(z.array(line(50))).optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      ...paging,
    },
    page(TimelineEntry),
  ),
  history: question(
    'GET /customers/:id/history',
    'Every event of a customer, from the log, oldest first',
    { needs: 'history.read', ownedBy: 'owner_id', reads: ['customer', 'customer_revision'], past: 'log' },
    paging,
    page(HistoryEntry),
  ),
};
