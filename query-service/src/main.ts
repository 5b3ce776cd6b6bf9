import { checkKeys, postgresKeyring, sealedStore } from '@crm/event-store';
import { tokenVerifier } from '@crm/service-kit/auth/verify';
import { configOf, key, serviceConfig } from '@crm/service-kit/config';
import { createPool } from '@crm/service-kit/db/pool';
import { runService } from '@crm/service-kit/lifecycle';
import { openLog } from '@crm/service-kit/open-log';
import { z } from 'zod';
import { queryApp } from './service.ts';

const queryConfig = z.object({
  ...serviceConfig,
  /** Unwraps the keys that personal fields are sealed under: the past is told from the log. */
  MASTER_KEY: key,
});

await runService('query-service', async ({ log, signal }) => {
  const config = configOf(queryConfig);
  const report = (err: unknown) => log.warn({ err }, 'the database was away for a moment');
  const pool = createPool(config.DATABASE_URL, {
    name: 'query-service',
    searchPath: 'live,public',
    max: 20,
    report,
  });
  await checkKeys(pool, { master: config.MASTER_KEY });
  const sealed = await openLog(config, pool, report);
  const app = queryApp({
    pool,
    log: sealedStore(sealed, postgresKeyring(pool, config.MASTER_KEY)),
    sealed,
    verify: tokenVerifier({ jwksUrl: `${config.AUTH_URL}/api/auth/jwks` }),
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
    logger: log,
    signal,
  });
  const close = async () => {
    await sealed.close();
    await pool.end();
  };
  return { app, port: config.PORT, host: config.HOST, close };
});
