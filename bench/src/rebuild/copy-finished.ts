import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readModels } from '@crm/read-models';
import type { Pool, PoolClient } from 'pg';
import { from, to } from 'pg-copy-streams';
import { firstBuilds } from '../../../projection-service/src/engine/books/builds.ts';
import {
  createIndexes,
  createTable,
  snake,
  tableOf,
} from '../../../projection-service/src/engine/database/tables.ts';

/**
 * Copies the finished rows of a schema into the same tables with the same indexes, which come last there as well; gives
 * how many seconds that takes, without the time in which the rows are put into files.
 */
export const copyFinished = async (pool: Pool, finished: string): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-bench-'));
  const client = await pool.connect();
  try {
    await client.query('set synchronous_commit = off');
    const tables = firstBuilds(readModels).map((build) => ({
      build,
      file: join(folder, build.model.name),
      list: `${tableOf(build)} (${build.model.columns.map(snake).join(', ')})`,
    }));
    for (const { file, list } of tables)
      await pipeline(client.query(to(`copy ${finished}.${list} to stdout`)), createWriteStream(file));
    const begunAt = performance.now();
    await copied(client, tables);
    return (performance.now() - begunAt) / 1000;
  } finally {
    await client.query('drop schema if exists copied cascade');
    client.release();
    await rm(folder, { recursive: true, force: true });
  }
};

const copied = async (
  client: PoolClient,
  tables: readonly {
    readonly build: ReturnType<typeof firstBuilds>[number];
    readonly file: string;
    readonly list: string;
  }[],
): Promise<void> => {
  const place = { client, schema: 'copied' };
  await client.query('create schema copied');
  for (const { build, file, list } of tables) {
    await createTable(place, build);
    await pipeline(
      createReadStream(file, { highWaterMark: 256 * 1024 }),
      client.query(from(`copy copied.${list} from stdin`)),
    );
  }
  for (const { build } of tables) await createIndexes(place, build);
};
