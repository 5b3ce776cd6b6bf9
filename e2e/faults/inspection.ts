import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { createPool } from '@crm/service-kit/db/pool';
import type { Pool } from 'pg';
import type { Difference } from '../../projection-service/testing/compare-schemas.ts';
import { differencesToRebuild } from '../../projection-service/testing/rebuilt.ts';
import type { TestProduct } from '../support/product.ts';

/** An auditor's look at the product's database. */
export interface Inspection {
  readonly pool: Pool;
  /** Streams whose revisions are not 0, 1, 2, …, and events beyond the head. None: the log is whole. */
  readonly brokenStreams: () => Promise<readonly string[]>;
  /** How often each row of an import was registered, where that is not once. */
  readonly rowsNotOnce: (people: number) => Promise<readonly { row: number; times: number }[]>;
  /** How the read models, once they have caught up, differ from a rebuild out of the log. */
  readonly differences: () => Promise<readonly Difference[]>;
  readonly close: () => Promise<void>;
}

export const inspect = (product: TestProduct): Inspection => {
  const pool = createPool(product.databaseUrl(), {
    name: 'inspection',
    statementTimeout: 0,
    report: () => {},
  });
  const asked = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query<Row>(text, values)).rows;
  return {
    pool,
    brokenStreams: async () => {
      const rows = await asked<{ stream: string }>(`
        select stream from log.events group by stream
        having min(revision) <> 0 or max(revision) + 1 <> count(*)
        union all
        select stream from log.events where position > (select position from log.head)`);
      return rows.map(({ stream }) => stream);
    },
    rowsNotOnce: (people) =>
      asked(
        `select row, count(e.stream)::integer as times
         from generate_series(1, $1::integer) row
         left join log.events e
           on e.type = 'CustomerRegistered' and (e.metadata -> 'import' ->> 'row')::integer = row
         group by row having count(e.stream) <> 1`,
        [people],
      ),
    differences: async () => {
      await caughtUp(pool);
      const master = Buffer.from(await readFile(join(product.home, 'keys/master'), 'utf8'), 'base64');
      const store = sealedStore(createPostgresStore(pool), postgresKeyring(pool, master));
      try {
        return await differencesToRebuild(pool, store);
      } finally {
        await store.close();
      }
    },
    close: () => pool.end(),
  };
};

const caughtUp = async (pool: Pool): Promise<void> => {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
    const { rows } = await pool.query<{ behind: boolean }>(
      'select exists (select from engine.checkpoints c, log.head h where c.position < h.position) as behind',
    );
    if (rows[0]?.behind === false) return;
  }
  throw new Error('the read models did not catch up within a minute');
};
