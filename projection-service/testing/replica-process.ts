/** A replica as a process of its own, for tests that freeze and kill it. Says in lines of JSON what it does. */
import { createPostgresStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { createPool } from '@crm/service-kit/db/pool';
import { foldingThreads } from '../src/builds/config.ts';
import { runBuilds } from '../src/builds/run-builds.ts';
import { follow } from '../src/engine/following/follow.ts';
import { storeSource } from '../src/sources/store-source.ts';
import type { Said } from './replica.ts';

const { DATABASE_URL = '', PARTITIONS = '64', FREEZES } = process.env;
const say = (said: Said): void => {
  process.stdout.write(`${JSON.stringify(said)}\n`);
};
let freezes = FREEZES === 'true';
/** What it does next when it wakes up is to write: it has not looked yet whether it still may. */
const freeze = (): void => {
  freezes = false;
  say({ frozen: true });
  process.kill(process.pid, 'SIGSTOP');
};
const ending = new AbortController();
process.once('SIGTERM', () => ending.abort());

const report = (): void => {};
const pool = createPool(DATABASE_URL, { name: 'replica', report });
const store = createPostgresStore(pool, { report });
const inner = storeSource(store);

const onFault = (fault: unknown): void => say({ fault: String(fault) });
const sealed = { log: store, keys: null };
const threads = foldingThreads;
const built = runBuilds({ pool, store, sealed, models: readModels, threads, onFault }, ending.signal);
await follow(
  {
    pool,
    store,
    models: readModels,
    partitions: Number(PARTITIONS),
    source: {
      arrivals: async function* (...asked) {
        for await (const arrived of inner.arrivals(...asked)) {
          if (freezes && arrived.events.length > 0) freeze();
          yield arrived;
        }
      },
    },
    onShare: ({ held }) => say({ held: held.size }),
    onSuperseded: () => say({ superseded: true }),
    onFault,
    onPoison: (_, { error }) => say({ fault: String(error) }),
  },
  ending.signal,
);
await built;
await store.close();
await pool.end();
