import { readModelOperations, readModelQuestions } from '@crm/contracts';
import { operationRoutes } from '@crm/service-kit/operations/operation-routes';
import { questionRoutes } from '@crm/service-kit/questions/question-routes';
import type { Router } from 'express';
import { readModelAnswers } from './answers.ts';
import { atOnce } from './consistency.ts';
import { readModelPerformers } from './performers.ts';
import type { Sources } from './sources.ts';

/** What operators ask about read models, and what they do with them. */
export const readModelRoutes = (sources: Sources): readonly Router[] => [
  questionRoutes(readModelQuestions, readModelAnswers(sources), {
    pool: sources.pool,
    consistency: atOnce(sources.pool),
  }),
  operationRoutes(readModelOperations, readModelPerformers(sources)),
];
