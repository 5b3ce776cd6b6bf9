import { sealedStore } from '@crm/event-store';
import { configOf } from '@crm/service-kit/config';
import { createPool } from '@crm/service-kit/db/pool';
import { runService } from '@crm/service-kit/lifecycle';
import { openKeyring } from '@crm/service-kit/open-keyring';
import { openLog } from '@crm/service-kit/open-log';
import { consistencyOf } from '@crm/service-kit/questions/consistency';
import { liveChanges } from '@crm/service-kit/questions/live-changes';
import { worldsIn } from '@crm/service-kit/questions/worlds';
import { authConfig } from './config.ts';
import { authApp } from './service.ts';

await runService('auth-service', async ({ log, signal }) => {
  const config = configOf(authConfig);
  const report = (err: unknown) => log.warn({ err }, 'the database was away for a moment');
  const pool = createPool(config.DATABASE_URL, { name: 'auth-service', searchPath: 'live', report });
  const { keyring } = await openKeyring(config, pool, signal, report);
  const sealed = await openLog(config, pool, report);
  const store = sealedStore(sealed, keyring);
  const worlds = worldsIn({
    pool,
    log: sealed,
    open: (searchPath) =>
      createPool(config.DATABASE_URL, { name: 'auth-service worlds', searchPath, max: 2, report }),
  });
  const questions = { pool, worlds, consistency: consistencyOf(pool, liveChanges(pool, signal, report)) };

  const app = await authApp({ config, pool, store, questions, log });
  const close = async () => {
    await store.close();
    await Promise.all([worlds.close(), pool.end()]);
  };
  return { app, port: config.PORT, host: config.HOST, close };
});
