import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { Pool } from 'pg';

/** Events read from the log: about as many as lie between two lines of the table; more at a time where it has come less far. */
const firstPage = 250;
const page = 2_000;

/** Where the log stood at a moment. */
export interface AsOf {
  /** Of the last event that belongs to it; 0: nothing had been recorded yet. */
  readonly position: bigint;
  /** Whether something was recorded later: nothing that is still to come can then belong to it. */
  readonly settled: boolean;
}

/**
 * Where the log stood at a moment: at the last event before the first one, in position order, that was recorded after
 * it. A clock that jumped back does not move it. The projections' table of times finds the page, the log the exact event.
 */
export const positionAsOf = async (
  pool: Pool,
  log: Pick<EventStore, 'readAll'>,
  moment: string,
): Promise<AsOf> => {
  let last = await lastKnownBefore(pool, moment);
  for (let size = firstPage; ; size = page) {
    const events: readonly RecordedEvent[] = await log.readAll(last, size);
    const beyond = events.findIndex(({ metadata }) => metadata.recordedAt > moment);
    const upTo = beyond === -1 ? events : events.slice(0, beyond);
    last = upTo.at(-1)?.position ?? last;
    if (beyond !== -1 || events.length < size) return { position: last ?? 0n, settled: beyond !== -1 };
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
