import type { Build } from '../../engine/books/builds.ts';
import { createIndexes, type Place, tableOf } from '../../engine/database/tables.ts';

/**
 * Makes the indexes of filled tables, and lets the database look at what there is before anybody asks: a table at a time
 * on each connection.
 */
export const indexTables = async (
  places: readonly Place[],
  builds: readonly Build[],
  between: () => Promise<void> = async () => undefined,
): Promise<void> => {
  const left = [...builds];
  const work = async (place: Place): Promise<void> => {
    for (let build = left.shift(); build !== undefined; build = left.shift()) {
      await createIndexes(place, build);
      await place.client.query(`analyze ${place.schema}.${tableOf(build)}`);
      await between();
    }
  };
  // None is left at work when one of them fails.
  const done = await Promise.allSettled(places.map(work));
  for (const one of done) if (one.status === 'rejected') throw one.reason;
};
