import type { timeMachineQuestions } from '@crm/contracts';
import type { Answers } from '@crm/service-kit/questions/answers';
import { sql } from '@crm/service-kit/questions/sql';
import { worldColumns } from './world-columns.ts';

/** Answers which worlds there are. Those that are being dropped are none any more. */
export const timeMachineAnswers: Answers<typeof timeMachineQuestions> = {
  worlds: () => sql`
    select ${worldColumns} from engine.worlds
    where state <> 'outdated'
    order by position desc`,

  world: ({ position }) => sql`
    select ${worldColumns} from engine.worlds
    where state <> 'outdated' and position = ${position}::numeric`,
};
