import { CampaignMemberRow, CustomerCard, type campaignQuestions, type QuestionParams } from '@crm/contracts';
import type { Asked } from '@crm/service-kit/questions/answers';
import { type Paged, paged } from '@crm/service-kit/questions/keyset';
import { columnsOf } from '@crm/service-kit/questions/rows';
import { all, sql } from '@crm/service-kit/questions/sql';
import { standing } from './member-status.ts';

type MembersAsked = QuestionParams<typeof campaignQuestions.campaignMembers>;

const shown = CustomerCard.pick({ name: true, email: true, companyName: true, ownerId: true });

/** A page of a campaign's members whom the caller may see, with the customers they are, newest first. */
export const membersOf = (
  { id, status, after, limit }: MembersAsked,
  visible: Asked['visible'],
): Paged<true> => {
  const by = [
    { column: 'added_at', type: 'timestamptz' },
    { column: 'customer_id', type: 'uuid' },
  ] as const;
  return paged(
    { by, order: 'desc', after, limit },
    ({ where, end }) => sql`
      select ${columnsOf(CampaignMemberRow, 'm')}, ${columnsOf(shown, 'c')}
      from campaign_member m
      join customer c on c.id = m.customer_id
      where m.campaign_id = ${id} and ${visible('c.owner_id')}
        and ${all([status && standing(status)])} and ${where}
      ${end}`,
  );
};
