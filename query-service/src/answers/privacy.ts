import type { privacyQuestions } from '@crm/contracts';
import { type Answers, guarded } from '@crm/service-kit/questions/answers';
import { sql } from '@crm/service-kit/questions/sql';
import type { Past } from './customer-as-of.ts';
import { customerExport } from './customer-export.ts';
import { erasureReport } from './erasure-report.ts';

/** Answers what a person may ask of what is held about them, and what became of it. */
export const privacyAnswers = ({ pool, log, sealed }: Past): Answers<typeof privacyQuestions> => ({
  customerExport: ({ id }, { visible }) =>
    guarded(sql`select from customer where id = ${id} and ${visible('owner_id')}`, () =>
      customerExport(log, id),
    ),

  erasureReport: ({ id }, { visible }) =>
    guarded(sql`select from customer where id = ${id} and ${visible('owner_id')}`, () =>
      erasureReport(pool, sealed, id),
    ),
});
