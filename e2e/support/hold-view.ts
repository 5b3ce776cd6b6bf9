import { createPool } from '@crm/service-kit/db/pool';
import type { TestProduct } from './product.ts';

/** Reads a view and does not end: it can be asked, but nothing can take its place. What it gives back ends it. */
export const holdView = async (product: TestProduct, view: string): Promise<() => Promise<void>> => {
  const pool = createPool(product.databaseUrl(), { name: 'long question', max: 1 });
  const client = await pool.connect();
  await client.query(`begin; select from live.${view} limit 1`);
  return async () => {
    await client.query('rollback');
    client.release();
    await pool.end();
  };
};
