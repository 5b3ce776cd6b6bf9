import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { Pool } from 'pg';

/** Events read from the log at a time, once the table has found where to begin. */
const pageSize = 1_000;

/**
 * Where the log stood at a moment: the last event before the first one, in position order, that was recorded after it.
 * A clock that jumped back does not move it. The projections' table of times finds the page, the log the exact event.
 * Null: nothing had been recorded yet.
 */
export const positionAsOf = async (
  pool: Pool,
  log: Pick<EventStore, 'readAll'>,
  moment: string,
): Promise<bigint | null> => {
  let last = await lastKnownBefore(pool, moment);
  for (;;) {
    const page = await log.readAll(last, pageSize);
    const beyond = page.findIndex(({ metadata }) => metadata.recordedAt > moment);
    const upTo: readonly RecordedEvent[] = beyond === -1 ? page : page.slice(0, beyond);
    last = upTo.at(-1)?.position ?? last;
    if (beyond !== -1 || page.length < pageSize) return last;
  }
};

const lastKnownBefore = async (pool: Pool, moment: string): Promise<bigint | null> => {
  const { rows } = await pool.query<{ position: bigint }>({
    name: 'log time',
    text: `
      select position from engine.log_times
      where latest <= $1
      order by latest desc, position desc
      limit 1`,
    values: [moment],
  });
  return rows[0]?.position ?? null;
};
