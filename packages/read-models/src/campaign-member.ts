import { CampaignMemberRow, campaignMemberEvents, MemberRung, type TouchKind } from '@crm/contracts';
import { type FoldEvent, readModel } from './read-model.ts';

type Member = CampaignMemberRow;
type Reached = Partial<Member>;
const { CampaignMemberAdded, CampaignTouchRecorded } = campaignMemberEvents;

/** The members of campaigns: a row per customer. Its table: campaign-member.table.sql, campaign-member.indexes.sql */
export const campaignMember = readModel('campaign_member', CampaignMemberRow, {
  version: 1,
  of: { CampaignMemberAdded, CampaignTouchRecorded },
  tells: { needs: 'customer.read', customer: 'customerId' },
  key: ['campaignId', 'customerId'],
  keyOf: ({ entityId, data }) => ({ campaignId: data.campaignId, customerId: entityId }),
  // A touch finds the member that was added before it in the same stream; that it may also come first, or an addition
  // again, costs nothing and leaves no order in which something is lost.
  first: ['CampaignMemberAdded', 'CampaignTouchRecorded'],
  again: true,
  on: {
    CampaignMemberAdded: (row, event) => {
      const { audienceId, variant, suppressed } = event.data;
      return { ...(row ?? added(event)), audienceId, variant, suppressed };
    },
    CampaignTouchRecorded: (row, event) => touched(row ?? added(event), event.data),
  },
});

const added = ({ entityId, data, recordedAt }: FoldEvent<{ readonly campaignId: string }>): Member => ({
  campaignId: data.campaignId,
  customerId: entityId,
  audienceId: null,
  variant: null,
  rung: 'targeted',
  suppressed: null,
  sent: false,
  delivered: false,
  opened: false,
  clicked: false,
  responded: false,
  converted: false,
  bouncedHard: false,
  bouncedSoft: false,
  unsubscribed: false,
  complained: false,
  failed: false,
  addedAt: recordedAt,
  firstRespondedAt: null,
  lastTouchAt: null,
});

/** What each kind says of a member, with all that follows from it. */
const sent: Reached = { sent: true };
const delivered: Reached = { ...sent, delivered: true };
const opened: Reached = { ...delivered, opened: true };
const responded: Reached = { ...delivered, responded: true };
const reached: Readonly<Record<TouchKind, Reached>> = {
  sent,
  delivered,
  opened,
  clicked: { ...opened, clicked: true },
  responded,
  converted: { ...responded, converted: true },
  bounced_hard: { ...sent, bouncedHard: true },
  bounced_soft: { ...sent, bouncedSoft: true },
  unsubscribed: { ...delivered, unsubscribed: true },
  complained: { ...delivered, complained: true },
  failed: { failed: true },
};

interface Touch {
  readonly kind: string;
  readonly occurredAt: string;
}

/** Whatever the order of touches, and however often one comes: each only adds what it says. */
const touched = (row: Member, { kind, occurredAt }: Touch): Member => {
  const says = reached[kind as TouchKind] ?? {};
  const after = { ...row, ...says };
  const { delivered } = after;
  return {
    ...after,
    // What was delivered did not bounce, whichever was heard first.
    bouncedHard: after.bouncedHard && !delivered,
    bouncedSoft: after.bouncedSoft && !delivered,
    rung: MemberRung.options.findLast((rung) => rung === 'targeted' || after[rung]) ?? 'targeted',
    firstRespondedAt: says.responded ? earlier(row.firstRespondedAt, occurredAt) : row.firstRespondedAt,
    lastTouchAt: later(row.lastTouchAt, occurredAt),
  };
};

const earlier = (known: string | null, at: string): string => (known !== null && known < at ? known : at);
const later = (known: string | null, at: string): string => (known !== null && known > at ? known : at);
