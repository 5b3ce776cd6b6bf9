import { sealedStore } from '@crm/event-store';
import { tokenVerifier } from '@crm/service-kit/auth/verify';
import { configOf } from '@crm/service-kit/config';
import { createPool } from '@crm/service-kit/db/pool';
import { runService } from '@crm/service-kit/lifecycle';
import { openKeyring } from '@crm/service-kit/open-keyring';
import { openLog } from '@crm/service-kit/open-log';
import { aloneAmongProcesses, campaignsWithOpenAudiences } from './audiences/campaigns-in-postgres.ts';
import { customersByFilter } from './audiences/customers-by-filter.ts';
import { commandConfig } from './config.ts';
import { keepDestroyed } from './keys/erased-keys.ts';
import { replaceMaster } from './keys/replace-master.ts';
import { commandService } from './service.ts';

await runService('command-service', async ({ log, signal }) => {
  const config = configOf(commandConfig);
  const report = (err: unknown) => log.warn({ err }, 'the database was away for a moment');
  const pool = createPool(config.DATABASE_URL, { name: 'command-service', report });
  const { keyring, master } = await openKeyring(config, pool, signal, report);
  const store = sealedStore(await openLog(config, pool, report), keyring);

  const { app, runner } = commandService({
    store,
    keyring,
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
  const background = Promise.all([
    runner.run(),
    replaceMaster(pool, master, signal, log),
    keepDestroyed(pool, keyring, signal, {
      told: (keys) => log.warn({ keys }, 'keys of erased people were destroyed again'),
      failed: report,
    }),
  ]);
  const close = async () => {
    await background;
    await store.close();
    await pool.end();
  };
  return { app, port: config.PORT, host: config.HOST, close };
});
