import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '@crm/service-kit/db/pool';
import { openLog } from '@crm/service-kit/open-log';
import { type Stretch, walk } from './walk.ts';
import type { AuditConfig } from './walkers.ts';

/** A walker in a thread of its own: takes a stretch, answers what it is like. */
const config = workerData as AuditConfig;
const report = () => undefined;
const pool = createPool(config.DATABASE_URL, { name: 'crm audit', max: 3, report });
const log = await openLog(config, pool, report);

parentPort?.on('message', (stretch: Stretch) => {
  walk(pool, log, stretch).then(
    (walked) => parentPort?.postMessage({ walked }),
    (error: unknown) => parentPort?.postMessage({ error }),
  );
});
