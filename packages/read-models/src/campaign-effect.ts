import { type CampaignMemberRow, EffectCounts } from '@crm/contracts';
import { z } from 'zod';
import { campaignMember } from './campaign-member.ts';
import { summary } from './read-model.ts';

const Row = z.object({
  campaignId: z.string(),
  audienceId: z.string().nullable(),
  variant: z.string().nullable(),
  ...EffectCounts.shape,
  /** Of those suppressed: why. */
  archived: z.int(),
  doNotContact: z.int(),
  optedOut: z.int(),
});

/** What the members of a campaign did, by audience and variant. Its table: campaign-effect.table.sql */
export const campaignEffect = summary('campaign_effect', Row, {
  version: 1,
  over: campaignMember,
  tells: { needs: 'campaign.read' },
  key: ['campaignId', 'audienceId', 'variant'],
  counts: ({ campaignId, audienceId, variant, ...member }: CampaignMemberRow) => {
    const bounced = member.bouncedHard || member.bouncedSoft;
    const suppressed = member.sent ? null : member.suppressed;
    return {
      campaignId,
      audienceId,
      variant,
      members: 1,
      suppressed: one(suppressed !== null),
      sent: one(member.sent),
      // D = S - B: what was sent and did not come back.
      delivered: one(member.sent && !bounced),
      bouncedHard: one(member.bouncedHard),
      bouncedSoft: one(member.bouncedSoft && !member.bouncedHard),
      opened: one(member.opened),
      clicked: one(member.clicked),
      unsubscribed: one(member.unsubscribed),
      complained: one(member.complained),
      responded: one(member.responded),
      converted: one(member.converted),
      failed: one(member.failed),
      archived: one(suppressed === 'archived'),
      doNotContact: one(suppressed === 'do_not_contact'),
      optedOut: one(suppressed === 'opted_out'),
    };
  },
});

const one = (counts: boolean): number => (counts ? 1 : 0);
