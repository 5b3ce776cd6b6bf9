import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { configOf, key } from '@crm/service-kit/config';
import { createPool } from '@crm/service-kit/db/pool';
import { z } from 'zod';
import { foldingThreads } from '../../../projection-service/src/builds/config.ts';
import { rebuild } from '../../../projection-service/src/builds/filling/rebuild.ts';

/** A process that rebuilds every read model into a schema, and says how long it took and what memory. */
const config = configOf(z.object({ DATABASE_URL: z.string(), MASTER_KEY: key, SCHEMA: z.string() }));
const pool = createPool(config.DATABASE_URL, { name: 'rebuild', statementTimeout: 0 });
const log = createPostgresStore(pool);
const keyring = postgresKeyring(pool, config.MASTER_KEY);
const [client, helper] = [await pool.connect(), await pool.connect()];
await client.query('set synchronous_commit = off');
const begunAt = performance.now();
await rebuild(
  {
    store: sealedStore(log, keyring),
    sealed: { log, keys: keyring },
    threads: foldingThreads,
    models: readModels,
    helpers: [helper],
  },
  client,
  config.SCHEMA,
);
const seconds = (performance.now() - begunAt) / 1000;
client.release();
helper.release();
await log.close();
await pool.end();
process.stdout.write(
  `${JSON.stringify({ seconds, megabytes: (process.resourceUsage().maxRSS * 1024) / 1e6 })}\n`,
);
