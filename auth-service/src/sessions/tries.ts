import type { Store } from 'express-rate-limit';
import type { Pool } from 'pg';
import { z } from 'zod';

const Counted = z.object({ hits: z.int(), resetAt: z.iso.datetime() });

/** Counts tries in Postgres: for all replicas together, and beyond a restart. */
export const triesIn = (pool: Pool, windowMs: number): Store => ({
  localKeys: false,
  increment: async (key) => {
    const { rows } = await pool.query(
      `insert into auth.tries (key, hits, reset_at)
      values ($1, 1, now() + $2 * interval '1 millisecond')
      on conflict (key) do update
        set hits = case when tries.reset_at <= now() then 1 else tries.hits + 1 end,
          reset_at = case when tries.reset_at <= now() then excluded.reset_at else tries.reset_at end
      returning hits, reset_at as "resetAt"`,
      [key, windowMs],
    );
    const { hits, resetAt } = Counted.parse(rows[0]);
    if (hits === 1) await pool.query('delete from auth.tries where reset_at <= now()');
    return { totalHits: hits, resetTime: new Date(resetAt) };
  },
  decrement: async (key) => {
    await pool.query('update auth.tries set hits = greatest(hits - 1, 0) where key = $1', [key]);
  },
  resetKey: async (key) => {
    await pool.query('delete from auth.tries where key = $1', [key]);
  },
});
