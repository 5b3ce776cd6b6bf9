import { readModelQuestions } from '@crm/contracts';
import { questionRoutes } from '@crm/service-kit/questions/question-routes';
import type { Router } from 'express';
import { readModelAnswers, type Sources } from './answers.ts';
import { atOnce } from './consistency.ts';

/** What operators ask about read models, and what they do with them. */
export const readModelRoutes = (sources: Sources): readonly Router[] => [
  questionRoutes(readModelQuestions, readModelAnswers(sources), {
    pool: sources.pool,
    consistency: atOnce(sources.pool),
  }),
];
