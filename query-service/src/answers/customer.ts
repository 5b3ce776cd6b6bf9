import { CustomerRow, type customerQuestions } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { type Answers, guarded } from '@crm/service-kit/questions/answers';
import { columnsOf } from '@crm/service-kit/questions/rows';
import { sql } from '@crm/service-kit/questions/sql';
import { customerAsOf } from './customer-as-of.ts';
import { customerHistory } from './customer-history.ts';
import { idsOf } from './customer-ids.ts';
import { listed } from './customer-list.ts';
import { found } from './customer-search.ts';
import { timelineOf } from './customer-timeline.ts';

/** Made once, as a new schema is what costs most in this answer. */
const details = columnsOf(CustomerRow.omit({ revision: true }), 'c');

/** Answers everything that is asked about customers: from the read models, or from the log where it asks for the past. */
export const customerAnswers = (log: EventStore): Answers<typeof customerQuestions> => ({
  customers: ({ q, ...asked }, { visible }) =>
    q === undefined ? listed(asked, visible) : found({ ...asked, q }, visible),

  customerIds: (asked, { visible }) => idsOf(asked, visible),

  customerCounts: ({ archived }, { visible }) => sql`
    select stage, sum(count)::integer as count
    from customer_count
    where ${visible('owner_id')}
      and (${archived} = 'all' or archived = (${archived} = 'yes'))
    group by stage
    having sum(count) > 0
    order by stage`,

  customer: ({ id }, { visible, until }) => {
    const today = sql`
      select ${details}, r.revision
      from customer c
      join customer_revision r on r.id = c.id
      where c.id = ${id} and ${visible('c.owner_id')}`;
    return until === undefined ? today : guarded(today, () => customerAsOf(log, id, until));
  },

  timeline: ({ id, ...asked }, { visible }) =>
    guarded(sql`select from customer where id = ${id} and ${visible('owner_id')}`, () =>
      timelineOf(id, asked),
    ),

  history: ({ id, ...asked }, { visible, until }) =>
    guarded(sql`select from customer where id = ${id} and ${visible('owner_id')}`, () =>
      customerHistory(log, id, { ...asked, until }),
    ),
});
