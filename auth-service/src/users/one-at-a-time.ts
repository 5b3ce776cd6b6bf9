import type { Pool } from 'pg';

/** The advisory lock's number: any, but the same on every replica. */
const lock = 2_026_11;

/**
 * Runs one piece of work at a time, over all replicas. They queue in the process first: each holds one connection at
 * most while it waits for the others, so that those who work never lack one.
 */
export const oneAtATime = (pool: Pool) => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(() => locked(pool, work));
    last = mine.catch(() => undefined);
    return mine;
  };
};

const locked = async <T>(pool: Pool, work: () => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    return await work();
  } finally {
    // Closing the connection frees the lock, whatever state it is in.
    client.release(true);
  }
};
