import type { Pool } from 'pg';
import type { RunnerParts } from './runner.ts';

/** PostgreSQL's code for a table that is not there: the read models are still to be built for the first time. */
const undefinedTable = '42P01';

/** Looks in the read model for campaigns whose audiences are not done. */
export const campaignsWithOpenAudiences = async (pool: Pool): Promise<readonly string[]> => {
  try {
    const { rows } = await pool.query<{ id: string }>(
      'select id from live.campaign where open_audiences > 0 order by id',
    );
    return rows.map(({ id }) => id);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === undefinedTable) return [];
    throw error;
  }
};

/**
 * Holds a lock of the database while the work is done. It goes with its connection, so with the process; where the
 * connection alone breaks, another process may begin the same work: nothing in it happens twice.
 */
export const aloneAmongProcesses =
  (pool: Pool): RunnerParts['alone'] =>
  async (audienceId, work) => {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ isMine: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as "isMine"',
        [`audience ${audienceId}`],
      );
      if (rows[0]?.isMine) await work();
    } finally {
      client.release(true);
    }
  };
