import { Missing, timeMachineOperations, timeMachineQuestions } from '@crm/contracts';
import { operationRoutes } from '@crm/service-kit/operations/operation-routes';
import type { Consistency } from '@crm/service-kit/questions/consistency';
import { questionRoutes } from '@crm/service-kit/questions/question-routes';
import type { Router } from 'express';
import { timeMachineAnswers } from './answers.ts';
import type { TimeMachine } from './machine.ts';
import { dropWorld, orderWorld } from './order-world.ts';

/** How worlds are asked for, watched and dropped. */
export const timeMachineRoutes = (
  machine: Pick<TimeMachine, 'pool' | 'log' | 'limits'>,
  consistency: Consistency,
): readonly Router[] => [
  questionRoutes(timeMachineQuestions, timeMachineAnswers, { pool: machine.pool, consistency }),
  operationRoutes(timeMachineOperations, {
    buildWorld: ({ asOf }, by) => orderWorld(machine, asOf, by),
    dropWorld: async ({ position }) => {
      if (!(await dropWorld(machine.pool, position))) throw new Missing('world');
    },
  }),
];
