import { sealedStore } from '@crm/event-store';
import { tokenVerifier } from '@crm/service-kit/auth/verify';
import { configOf, masterKeys, serviceConfig } from '@crm/service-kit/config';
import { createPool } from '@crm/service-kit/db/pool';
import { runService } from '@crm/service-kit/lifecycle';
import { openKeyring } from '@crm/service-kit/open-keyring';
import { openLog } from '@crm/service-kit/open-log';
import { worldsIn } from '@crm/service-kit/questions/worlds';
import { z } from 'zod';
import { queryApp } from './service.ts';

const queryConfig = z.object({
  ...serviceConfig,
  /** What is sealed is opened: the past is told from the log. */
  ...masterKeys,
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
  const { keyring } = await openKeyring(config, pool, signal, report);
  const sealed = await openLog(config, pool, report);
  const worlds = worldsIn({
    pool,
    log: sealed,
    open: (searchPath) =>
      createPool(config.DATABASE_URL, { name: 'query-service worlds', searchPath, max: 4, report }),
  });
  const app = queryApp({
    pool,
    worlds,
    log: sealedStore(sealed, keyring),
    sealed,
    verify: tokenVerifier({ jwksUrl: `${config.AUTH_URL}/api/auth/jwks` }),
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
    logger: log,
    signal,
  });
  const close = async () => {
    await sealed.close();
    await Promise.all([worlds.close(), pool.end()]);
  };
  return { app, port: config.PORT, host: config.HOST, close };
});
