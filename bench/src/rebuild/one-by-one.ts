import { type EventStore, latest } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import type { Pool } from 'pg';
import { firstBuilds } from '../../../projection-service/src/engine/books/builds.ts';
import { makeCheckpoints } from '../../../projection-service/src/engine/books/checkpoints.ts';
import { groupsOf } from '../../../projection-service/src/engine/books/groups.ts';
import { createIndexes, createTable } from '../../../projection-service/src/engine/database/tables.ts';
import { commitBatch } from '../../../projection-service/src/engine/folding/commit-batch.ts';
import { takeUp } from '../../../projection-service/src/engine/folding/running.ts';

/** Events that are read at a time, and applied one by one. */
const pageSize = 1_000;

/** Applies the log's first events to every read model, each in a transaction of its own; gives events a second. */
export const oneByOne = async (pool: Pool, store: EventStore, count: number): Promise<number> => {
  const schema = 'one_by_one';
  const client = await pool.connect();
  try {
    await client.query('set synchronous_commit = off');
    await client.query(`create schema ${schema}`);
    const builds = firstBuilds(groupsOf(readModels).flat()).map((build) => ({
      ...build,
      state: 'building' as const,
      partitions: 1,
    }));
    for (const build of builds) {
      await createTable({ client, schema }, build);
      await createIndexes({ client, schema }, build);
    }
    await makeCheckpoints(client, builds, 1);
    let running = await takeUp(client, builds, 1, null);
    let [applied, seconds, last]: [number, number, bigint | null] = [0, 0, null];
    while (applied < count) {
      const page = await store.readAll(last, pageSize);
      const begunAt = performance.now();
      for (const event of page)
        running = await commitBatch(
          { client, schema, store },
          running,
          { events: [event], reached: new Map([[0, event.position]]) },
          { announced: false },
        );
      seconds += (performance.now() - begunAt) / 1000;
      applied += page.length;
      last = latest(page.map(({ position }) => position));
      if (page.length < pageSize) break;
    }
    return applied / seconds;
  } finally {
    await client.query(`drop schema if exists ${schema} cascade`);
    client.release();
  }
};
