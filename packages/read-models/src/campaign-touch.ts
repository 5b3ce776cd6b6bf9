import { campaignMemberEvents } from '@crm/contracts';
import { z } from 'zod';
import { logModel } from './read-model.ts';

const { CampaignTouchRecorded } = campaignMemberEvents;
const Row = z.object({
  position: z.bigint(),
  customerId: z.string(),
  ...CampaignTouchRecorded.data.shape,
  recordedAt: z.string(),
  actor: z.string(),
});

/** What campaigns did to customers and what came back, for the timeline. Its table: campaign-touch.table.sql, campaign-touch.indexes.sql */
export const campaignTouch = logModel('campaign_touch', Row, {
  version: 1,
  of: { CampaignTouchRecorded },
  personal: { of: 'customerId', cleared: { url: null, userAgent: null, ip: null } },
  on: {
    CampaignTouchRecorded: ({ position, entityId, data, recordedAt, actor }) => ({
      position,
      customerId: entityId,
      ...data,
      recordedAt,
      actor,
    }),
  },
});
