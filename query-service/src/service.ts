import { campaignQuestions, customerQuestions, privacyQuestions } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { createApp } from '@crm/service-kit/app';
import type { Verify } from '@crm/service-kit/auth/verify';
import type { Log } from '@crm/service-kit/log';
import { consistencyOf } from '@crm/service-kit/questions/consistency';
import { liveChanges } from '@crm/service-kit/questions/live-changes';
import { questionRoutes } from '@crm/service-kit/questions/question-routes';
import type { Worlds } from '@crm/service-kit/questions/worlds';
import type { Express } from 'express';
import type { Pool } from 'pg';
import { campaignAnswers } from './answers/campaign.ts';
import { customerAnswers } from './answers/customer.ts';
import { privacyAnswers } from './answers/privacy.ts';
import { changesRoute } from './changes/route.ts';

/** What the service is made of. */
export interface Parts {
  /** Its search path is the world of now. */
  readonly pool: Pool;
  readonly worlds: Worlds;
  /** The log, opened: what the past is told from. */
  readonly log: EventStore;
  /** The same log as it is stored, for what needs no personal data: opening costs more than reading. */
  readonly sealed: EventStore;
  readonly verify: Verify;
  readonly rateLimitPerMinute: number;
  readonly logger: Log;
  /** Ends what runs beside requests. */
  readonly signal: AbortSignal;
}

/** The read side over HTTP: a route for every question, and the stream of live changes. */
export const queryApp = ({ pool, worlds, log, sealed, logger, signal, ...parts }: Parts): Express => {
  const live = liveChanges(pool, signal, (err) => logger.warn({ err }, 'live changes were interrupted'));
  const context = { pool, worlds, consistency: consistencyOf(pool, live) };
  const api = [
    changesRoute(pool, live, signal),
    questionRoutes(customerQuestions, customerAnswers(log), context),
    questionRoutes(privacyQuestions, privacyAnswers({ log, sealed }), context),
    questionRoutes(campaignQuestions, campaignAnswers, context),
  ];
  const ready = async () => (await pool.query('select from customer limit 1')).rows !== undefined;
  return createApp({ log: logger, api, ready, ...parts });
};
