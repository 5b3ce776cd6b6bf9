import type { userQuestions } from '@crm/contracts';
import type { Answers } from '@crm/service-kit/questions/answers';
import { sql } from '@crm/service-kit/questions/sql';

export const userAnswers: Answers<typeof userQuestions> = {
  users: () => sql`
    select id, name, email, role, active, created_at, revision
    from app_user
    order by name nulls last, id`,
  user: ({ id }) => sql`
    select id, name, email, role, active, created_at, revision
    from app_user
    where id = ${id}`,
};
