import { createPool } from '@crm/service-kit/db/pool';
import type { TestProduct } from './product.ts';

/** Writes into the engines' own tables by hand: what is seldom, or over in a moment, cannot be waited for. */
export const runSql = async (product: TestProduct, text: string): Promise<void> => {
  const pool = createPool(product.databaseUrl(), { name: 'by hand', max: 1 });
  try {
    await pool.query(text);
  } finally {
    await pool.end();
  }
};
