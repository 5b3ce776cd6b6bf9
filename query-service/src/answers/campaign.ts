import { CampaignMemberRow, CampaignRow, type campaignQuestions } from '@crm/contracts';
import { type Answers, guarded } from '@crm/service-kit/questions/answers';
import { columnsOf } from '@crm/service-kit/questions/rows';
import { type Fragment, sql } from '@crm/service-kit/questions/sql';
import { campaignList } from './campaign-list.ts';
import { membersOf } from './campaign-members.ts';
import { campaignReport } from './campaign-report.ts';

/** Answers everything that is asked about campaigns, their members and what those did. */
export const campaignAnswers: Answers<typeof campaignQuestions> = {
  campaigns: campaignList,

  campaign: ({ id }) => sql`select ${columnsOf(CampaignRow)} from campaign where id = ${id}`,

  campaignMembers: (asked, { visible }) => guarded(exists(asked.id), () => membersOf(asked, visible)),

  campaignAudiences: ({ id }) =>
    guarded(
      exists(id),
      () => sql`
        select
          audience_id,
          sum(members)::integer as members,
          sum(archived)::integer as archived,
          sum(do_not_contact)::integer as do_not_contact,
          sum(opted_out)::integer as opted_out
        from campaign_effect
        where campaign_id = ${id}
        group by audience_id
        having sum(members) > 0
        order by audience_id nulls last`,
    ),

  campaignReport: ({ id }, { pool }) =>
    guarded(exists(id), async () => ({ body: await campaignReport(pool, id) })),

  customerCampaigns: ({ id }, { visible }) =>
    guarded(
      sql`select from customer where id = ${id} and ${visible('owner_id')}`,
      () => sql`
        select ${columnsOf(CampaignMemberRow, 'm')}, c.name, c.type, c.channel, c.status
        from campaign_member m
        join campaign c on c.id = m.campaign_id
        where m.customer_id = ${id}
        order by m.added_at desc, m.campaign_id`,
    ),
};

const exists = (id: string): Fragment<false> => sql`select from campaign where id = ${id}`;
