import type { EventStore } from '@crm/event-store';
import type { ClientBase, Pool } from 'pg';

/** A place in the log, and the id of the event there: null before the first. */
export interface Agreement {
  readonly position: bigint;
  readonly event: string | null;
}

/**
 * The last known place at which a restored log is what was seen of it. As no event is ever in two places, it agrees up to
 * there, and the place is found by halves: of a log of ten million events some sixteen are read.
 */
export const agreementWith = async (client: ClientBase | Pool, log: EventStore): Promise<Agreement> => {
  const { rows: seen } = await client.query<{ position: bigint; event: string }>(
    `select position, event_id::text as event
     from engine.log_times
     where event_id is not null
     order by position`,
  );
  let agrees = 0;
  for (let beyond = seen.length; agrees < beyond; ) {
    const middle = Math.floor((agrees + beyond) / 2);
    const line = seen[middle];
    if (line !== undefined && (await log.eventAt(line.position))?.id === line.event) agrees = middle + 1;
    else beyond = middle;
  }
  return seen[agrees - 1] ?? { position: 0n, event: null };
};
