import type { Pool } from 'pg';
import { readFailure } from './failures.ts';

/** The stores that can keep a log. */
export type StoreName = 'postgres' | 'eventstoredb';

/**
 * The store in which this installation keeps its log. The first start that may write it down does so; until then it is
 * the one that is asked for.
 * @throws Unavailable
 */
export const keptIn = async (pool: Pool, asked: StoreName): Promise<StoreName> => {
  const { store, writable } = await read(pool);
  if (store !== null) return store;
  if (!writable) return asked;
  await pool
    .query('insert into log.kept (store) values ($1) on conflict do nothing', [asked])
    .catch((error: unknown) => Promise.reject(readFailure(error)));
  return (await read(pool)).store ?? asked;
};

interface Kept {
  readonly store: StoreName | null;
  readonly writable: boolean;
}

const read = async (pool: Pool): Promise<Kept> => {
  const { rows } = await pool
    .query<Kept>(
      `select k.store, may.writable
       from (select has_table_privilege('log.kept', 'insert') as writable) may
       left join log.kept k on true`,
    )
    .catch((error: unknown) => Promise.reject(readFailure(error)));
  return rows[0] ?? { store: null, writable: false };
};
