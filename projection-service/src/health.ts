import { type EventStore, latest } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';
import { lagOf, standings } from './standings.ts';

/** Seconds that events may wait, and for how long the read models may stand still meanwhile. */
const limit = 30;

/**
 * Whether the read models follow: every one has begun, and either little waits or they move. Catching up after an
 * import is healthy; standing still is not, whichever process should be at work.
 */
export const following = (
  pool: Pool,
  log: EventStore,
  models: readonly ReadModel[],
  clock: () => number = Date.now,
): (() => Promise<boolean>) => {
  let seen = { position: -1n, at: 0 };
  return async () => {
    const begun = await standings(pool, models);
    if (begun.length < models.length) return false;
    const position = latest(begun.map((standing) => standing.position));
    const now = clock();
    if (position !== seen.position) seen = { position, at: now };
    if ((now - seen.at) / 1000 <= limit) return true;
    return (await lagOf(log, position, now)).seconds <= limit;
  };
};
