import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';
import { mustBeOurs } from './log-is-ours.ts';
import { lagOf, shownModels, standings } from './standings.ts';

/** Seconds that events may wait, and for how long the read models may stand still meanwhile. */
const limit = 30;

/**
 * Whether the read models follow: answers find every one, and of those that this code follows either little waits or
 * they move, in every partition. Catching up after an import is healthy; standing still is not, whichever process should
 * be at work.
 * @throws LogRestored where the log is not the one that they were made of
 */
export const following = (
  pool: Pool,
  log: EventStore,
  models: readonly ReadModel[],
  clock: () => number = Date.now,
): (() => Promise<boolean>) => {
  let seen = { position: -1n, at: 0 };
  return async () => {
    await mustBeOurs(pool, log);
    if ((await shownModels(pool, models)) < models.length) return false;
    const positions = (await standings(pool, models)).map(({ position }) => position);
    const [position] = positions.toSorted((a, b) => (a < b ? -1 : 1));
    // Every one is being built anew: what answers read is another code's to follow.
    if (position === undefined) return true;
    const now = clock();
    if (position !== seen.position) seen = { position, at: now };
    if ((now - seen.at) / 1000 <= limit) return true;
    return (await lagOf(log, position, now)).seconds <= limit;
  };
};
