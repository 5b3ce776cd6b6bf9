import type { CustomerRow } from '@crm/contracts';
import { z } from 'zod';
import { customer } from './customer.ts';
import { summary } from './read-model.ts';

const Row = z.object({
  stage: z.string(),
  ownerId: z.string().nullable(),
  archived: z.boolean(),
  count: z.int(),
});

/** How many customers there are by stage, owner and archive. Its table: customer-count.table.sql */
export const customerCount = summary('customer_count', Row, {
  version: 1,
  over: customer,
  key: ['stage', 'ownerId', 'archived'],
  counts: ({ stage, ownerId, archivedAt }: CustomerRow) => ({
    stage,
    ownerId,
    archived: archivedAt !== null,
    count: 1,
  }),
});
