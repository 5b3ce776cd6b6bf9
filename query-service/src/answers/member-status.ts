import type { MemberStatus } from '@crm/contracts';
import { type Fragment, sql } from '@crm/service-kit/questions/sql';

/** Where a member stands, as columns of `campaign_member` say it. */
const standings: Readonly<Record<MemberStatus, Fragment<false>>> = {
  targeted: sql`(rung = 'targeted' and suppressed is null)`,
  sent: sql`rung = 'sent'`,
  delivered: sql`rung = 'delivered'`,
  opened: sql`rung = 'opened'`,
  clicked: sql`rung = 'clicked'`,
  responded: sql`rung = 'responded'`,
  converted: sql`rung = 'converted'`,
  bounced_hard: sql`bounced_hard`,
  bounced_soft: sql`bounced_soft`,
  unsubscribed: sql`unsubscribed`,
  complained: sql`complained`,
  failed: sql`failed`,
  suppressed: sql`(suppressed is not null and not sent)`,
};

/** Members who stand at any of these: on a rung as their furthest, or aside of the ladder. */
export const standing = (statuses: readonly MemberStatus[]): Fragment<false> =>
  sql`(${statuses
    .map((status) => standings[status])
    .reduce<Fragment<false>>((before, condition) => sql`${before} or ${condition}`, sql`false`)})`;
