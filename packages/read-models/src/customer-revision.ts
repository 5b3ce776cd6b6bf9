import { campaignMemberEvents, customerEvents, interactionEvents } from '@crm/contracts';
import { z } from 'zod';
import { everyTime } from './partial-folds.ts';
import { readModel } from './read-model.ts';

const Row = z.object({ id: z.string(), revision: z.int() });
const events = { ...customerEvents, ...interactionEvents, ...campaignMemberEvents };

/**
 * How far each customer's stream has come: the ETag. Narrow on purpose: a touch of a campaign changes nothing else of
 * a customer, and the wide row with its dozen indexes stays as it is. Its table: customer-revision.table.sql
 */
export const customerRevision = readModel('customer_revision', Row, {
  version: 1,
  of: events,
  tells: { needs: 'customer.read', customer: 'id' },
  key: ['id'],
  keyOf: ({ entityId }) => ({ id: entityId }),
  first: Object.keys(events) as (keyof typeof events)[],
  on: everyTime(events, ({ entityId, revision }) => ({ id: entityId, revision })),
});
