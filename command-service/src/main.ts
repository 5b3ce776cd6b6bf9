import { checkKeys, postgresKeyring, sealedStore } from '@crm/event-store';
import { tokenVerifier } from '@crm/service-kit/auth/verify';
import { configOf } from '@crm/service-kit/config';
import { createPool } from '@crm/service-kit/db/pool';
import { runService } from '@crm/service-kit/lifecycle';
import { openLog } from '@crm/service-kit/open-log';
import { aloneAmongProcesses, campaignsWithOpenAudiences } from './audiences/campaigns-in-postgres.ts';
import { customersByFilter } from './audiences/customers-by-filter.ts';
import { commandConfig } from './config.ts';
import { commandService } from './service.ts';

await runService('command-service', async ({ log, signal }) => {
  const config = configOf(commandConfig);
  const report = (err: unknown) => log.warn({ err }, 'the database was away for a moment');
  const pool = createPool(config.DATABASE_URL, { name: 'command-service', report });
  await checkKeys(pool, { master: config.MASTER_KEY, lookup: config.LOOKUP_KEY });
  const keyring = postgresKeyring(pool, config.MASTER_KEY);
  const store = sealedStore(await openLog(config, pool, report), keyring);

  const { app, runner } = commandService({
    store,
    customersByFilter: customersByFilter(config.QUERY_URL),
    campaignsWithOpenAudiences: () => campaignsWithOpenAudiences(pool),
    alone: aloneAmongProcesses(pool),
    signal,
    lookupKey: config.LOOKUP_KEY,
    verify: tokenVerifier({ jwksUrl: `${config.AUTH_URL}/api/auth/jwks` }),
    ready: async () => {
      await store.head();
      return true;
    },
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
    log,
  });
  const audiences = runner.run();
  const close = async () => {
    await audiences;
    await store.close();
    await pool.end();
  };
  return { app, port: config.PORT, host: config.HOST, close };
});
