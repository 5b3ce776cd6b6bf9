import { CustomerCard, type CustomerSort, type customerQuestions, type QuestionParams } from '@crm/contracts';
import type { Asked } from '@crm/service-kit/questions/answers';
import { type KeyColumn, type Keyset, type Paged, paged } from '@crm/service-kit/questions/keyset';
import { columnsOf } from '@crm/service-kit/questions/rows';
import { all, type Fragment, raw, sql } from '@crm/service-kit/questions/sql';
import { standing } from './member-status.ts';

/** What a list of customers is asked by. */
export type ListAsked = Omit<QuestionParams<typeof customerQuestions.customers>, 'q'>;
/** Which customers. */
export type Filter = Omit<ListAsked, 'sort' | 'order' | 'after' | 'limit'>;

const sorts: Readonly<Record<CustomerSort, KeyColumn>> = {
  name: { column: 'name', type: 'text', nullable: true },
  email: { column: 'email', type: 'text', nullable: true },
  phone: { column: 'phone', type: 'text', nullable: true },
  companyName: { column: 'company_name', type: 'text', nullable: true },
  stage: { column: 'stage', type: 'text' },
  lastActivityAt: { column: 'last_activity_at', type: 'timestamptz', nullable: true },
  createdAt: { column: 'created_at', type: 'timestamptz' },
  updatedAt: { column: 'updated_at', type: 'timestamptz' },
};

/** The order of a list: the column asked for, ids breaking ties. */
export const orderOf = ({ sort = 'createdAt', order, after, limit }: ListAsked): Keyset => ({
  by: [sorts[sort], { column: 'id', type: 'uuid' }],
  order,
  after,
  limit,
});

/** A page of the customers that fit the filters. */
export const listed = (asked: ListAsked, visible: Asked['visible']): Paged<true> =>
  paged(
    orderOf(asked),
    ({ where, end }) => sql`
      select ${columnsOf(CustomerCard)}
      from customer
      where ${visible('owner_id')} and ${filtered(asked)} and ${where}
      ${end}`,
  );

/** The filters of a list. Several values of one filter mean any of them. */
export const filtered = ({ stage, ownerId, tag, archived, ...member }: Filter): Fragment<false> =>
  all([
    stage && sql`stage = any(${stage})`,
    ownerId && ownedByAny(ownerId),
    tag && taggedAny(tag),
    memberOf(member, 'customer.id'),
    { no: sql`archived_at is null`, yes: sql`archived_at is not null`, all: undefined }[archived],
  ]);

/** `none` asks for those that nobody owns. */
export const ownedByAny = (owners: readonly string[]): Fragment<false> => {
  const users = owners.filter((owner) => owner !== 'none');
  return users.length === owners.length
    ? sql`owner_id = any(${users})`
    : sql`(owner_id = any(${users}) or owner_id is null)`;
};

/** Members of a campaign, or who stand somewhere in it: of the customer that a column names. */
export const memberOf = (
  { campaignId, memberStatus }: Pick<Filter, 'campaignId' | 'memberStatus'>,
  customer: string,
): Fragment<false> | undefined =>
  campaignId === undefined && memberStatus === undefined
    ? undefined
    : sql`exists (
        select from campaign_member
        where customer_id = ${raw(customer)} and ${all([
          campaignId === undefined ? undefined : sql`campaign_id = ${campaignId}`,
          memberStatus && standing(memberStatus),
        ])})`;

/** Rows without tags are not in the index: it has to be told that they are not asked for. */
export const taggedAny = (tags: readonly string[]): Fragment<false> =>
  sql`(tags && ${tags} and tags <> '{}')`;
