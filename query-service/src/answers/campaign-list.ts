import { CampaignCard, type CampaignSort, type campaignQuestions, type QuestionParams } from '@crm/contracts';
import { type KeyColumn, type Paged, paged } from '@crm/service-kit/questions/keyset';
import { columnsOf } from '@crm/service-kit/questions/rows';
import { all, sql } from '@crm/service-kit/questions/sql';

type ListAsked = QuestionParams<typeof campaignQuestions.campaigns>;

const sorts: Readonly<Record<CampaignSort, KeyColumn>> = {
  name: { column: 'name', type: 'text' },
  status: { column: 'status', type: 'text' },
  type: { column: 'type', type: 'text' },
  startDate: { column: 'start_date', type: 'date', nullable: true },
  createdAt: { column: 'created_at', type: 'timestamptz' },
  updatedAt: { column: 'updated_at', type: 'timestamptz' },
};

const counted = { members: true, sent: true, responded: true, converted: true } as const;
const terms = columnsOf(CampaignCard.omit(counted), 'c');
const effects = columnsOf(CampaignCard.pick(counted), 'e');

/** A page of the campaigns that fit the filters, each with what its members did. */
export const campaignList = ({ q, status, type, sort, order, after, limit }: ListAsked): Paged<false> =>
  paged(
    { by: [sorts[sort], { column: 'id', type: 'uuid' }], order, after, limit },
    ({ where, end }) => sql`
      select ${terms}, ${effects}
      from campaign c
      cross join lateral (
        select
          coalesce(sum(members), 0)::integer as members,
          coalesce(sum(sent), 0)::integer as sent,
          coalesce(sum(responded), 0)::integer as responded,
          coalesce(sum(converted), 0)::integer as converted
        from campaign_effect
        where campaign_id = c.id
      ) e
      where ${all([
        q === undefined ? undefined : sql`position(lower(${q}) in lower(name)) > 0`,
        status && sql`status = any(${status})`,
        type && sql`type = any(${type})`,
      ])} and ${where}
      ${end}`,
  );
