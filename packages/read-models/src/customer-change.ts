import { campaignMemberEvents, customerEvents } from '@crm/contracts';
import { z } from 'zod';
import { type FoldEvent, ignore, logModel } from './read-model.ts';

const Row = z.object({
  position: z.bigint(),
  customerId: z.string(),
  eventId: z.string(),
  type: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  /** The event's data: personal as a whole, because its parts may be. */
  data: z.record(z.string(), z.unknown()).readonly().nullable(),
});

const row = ({
  position,
  entityId,
  eventId,
  type,
  recordedAt,
  actor,
  data,
}: FoldEvent<Readonly<Record<string, unknown>>>): z.infer<typeof Row> => ({
  position,
  customerId: entityId,
  eventId,
  type,
  recordedAt,
  actor,
  data,
});

/** What happened to a customer's record, for the timeline. Its table: customer-change.table.sql, customer-change.indexes.sql */
export const customerChange = logModel('customer_change', Row, {
  version: 1,
  of: { ...customerEvents, ...campaignMemberEvents },
  personal: { of: 'customerId', cleared: { data: null } },
  on: {
    CustomerRegistered: row,
    CustomerDetailsChanged: row,
    CustomerEmailAdded: row,
    CustomerEmailChanged: row,
    CustomerEmailRemoved: row,
    CustomerPhoneAdded: row,
    CustomerPhoneChanged: row,
    CustomerPhoneRemoved: row,
    CustomerAddressChanged: row,
    CustomerTagsChanged: row,
    CustomerAssigned: row,
    CustomerStageChanged: row,
    CustomerArchived: row,
    CustomerRestored: row,
    CustomerErased: row,
    CampaignMemberAdded: ignore,
    CampaignTouchRecorded: ignore,
    CustomerDoNotContactSet: row,
    CustomerDoNotContactLifted: row,
  },
});
