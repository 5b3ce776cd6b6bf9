import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { type ReadModel, readModels } from '@crm/read-models';
import { createApp } from '@crm/service-kit/app';
import { createLog } from '@crm/service-kit/log';
import type { TestDatabase } from '@crm/service-kit/testing/database';
import type { Express } from 'express';
import { readModelRoutes } from '../src/operations/read-model-routes.ts';
import { masterKey, verify } from './log-api.ts';

/** What operators ask and do, over a test's database. */
export const operationsApi = (
  database: TestDatabase,
  models: readonly ReadModel[] = readModels,
): { readonly app: Express; readonly close: () => Promise<void> } => {
  const report = () => undefined;
  const pool = database.pool('crm_projection', { searchPath: 'live,public', report });
  const sealed = createPostgresStore(pool, { report });
  const opened = sealedStore(sealed, postgresKeyring(pool, masterKey));
  const app = createApp({
    verify,
    ready: async () => true,
    api: readModelRoutes({ pool, sealed, opened, models }),
    rateLimitPerMinute: 1_000_000,
    log: createLog('projection-service', 'silent'),
  });
  return { app, close: () => sealed.close() };
};
