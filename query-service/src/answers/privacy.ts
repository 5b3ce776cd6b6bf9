import type { privacyQuestions } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { type Answers, guarded } from '@crm/service-kit/questions/answers';
import { sql } from '@crm/service-kit/questions/sql';
import { customerExport } from './customer-export.ts';
import { erasureReport } from './erasure-report.ts';

/** The log, opened, and as it is stored: what needs no personal data reads the latter, for opening costs more than reading. */
export interface Logs {
  readonly log: EventStore;
  readonly sealed: EventStore;
}

/** Answers what a person may ask of what is held about them, and what became of it. */
export const privacyAnswers = ({ log, sealed }: Logs): Answers<typeof privacyQuestions> => ({
  customerExport: ({ id }, { visible, until }) =>
    guarded(sql`select from customer where id = ${id} and ${visible('owner_id')}`, () =>
      customerExport(log, id, until),
    ),

  erasureReport: ({ id }, { visible, pool }) =>
    guarded(sql`select from customer where id = ${id} and ${visible('owner_id')}`, () =>
      erasureReport(pool, sealed, id),
    ),
});
