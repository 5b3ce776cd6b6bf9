import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { createPool } from '@crm/service-kit/db/pool';
import type { Pool } from 'pg';
import type { Difference } from '../../projection-service/testing/compare-schemas.ts';
import { differencesToRebuild } from '../../projection-service/testing/rebuilt.ts';
import { type Keys, keysIn } from '../../standalone/src/keys.ts';
import { administrator } from '../../standalone/src/postgres/data-folder.ts';
import { databaseName } from '../../standalone/src/services/services.ts';

/** A product's log and tables, looked at behind its back. */
export interface Books {
  readonly pool: Pool;
  /** The log, opened. */
  readonly log: EventStore;
  readonly keys: Keys;
  /** How the live read models differ from a rebuild from zero, once they have come to the log's end. */
  readonly differences: () => Promise<readonly Difference[]>;
  readonly close: () => Promise<void>;
}

/** Milliseconds for the read models to come to the log's end. */
const patience = 60_000;

/** Opens the books of the product whose data folder this is. */
export const booksIn = async (home: string): Promise<Books> => {
  const keys = await keysIn(join(home, 'keys'), true, {});
  const port = await readFile(join(home, 'postgres/port'), 'utf8');
  const address = `postgres://${administrator}:${keys.passwordOf('administrator')}@127.0.0.1:${port}/${databaseName}`;
  const report = () => undefined;
  const pool = createPool(address, { name: 'books', report });
  const keyring = postgresKeyring(pool, Buffer.from(keys.master, 'base64'));
  const log = sealedStore(createPostgresStore(pool, { report }), keyring);
  return {
    pool,
    log,
    keys,
    differences: async () => {
      await caughtUp(pool);
      return differencesToRebuild(pool, log);
    },
    close: async () => {
      await log.close();
      await pool.end();
    },
  };
};

const caughtUp = async (pool: Pool): Promise<void> => {
  for (const until = Date.now() + patience; Date.now() < until; await sleep(20)) {
    const { rows } = await pool.query<{ standing: bigint }>(
      `select count(*) as standing from engine.builds b, log.head h
       where b.state = 'shown' and (b.model, b.version) in (select * from unnest($1::text[], $2::integer[]))
         and h.position <= (
           select min(c.position) from engine.checkpoints c
           where (c.model, c.version, c.build) = (b.model, b.version, b.build)
         )`,
      [readModels.map(({ name }) => name), readModels.map(({ version }) => version)],
    );
    if (Number(rows[0]?.standing) === readModels.length) return;
  }
  throw new Error('the read models did not come to the end of the log');
};
