import type { RecordedEvent } from '@crm/contracts';
import { erasedBy, type ReadModel } from '@crm/read-models';
import { outdateWorlds } from '../time-machine/outdate-worlds.ts';
import type { Build } from './builds.ts';
import { clearRows, deleteRows, keptTables, type Place, tableOf } from './tables.ts';

/** The people whom some events erase; nobody: an empty list. */
export const erasedIn = (events: readonly RecordedEvent[]): readonly string[] =>
  events.flatMap((event) => erasedBy(event) ?? []);

/**
 * Clears erased people from all rows that a build has of them. What no fold will reach is deleted: a row of their own
 * that stands still.
 */
export const clearPersonal = async (
  place: Place,
  build: Build,
  ids: readonly string[],
  parked: ReadonlySet<string>,
): Promise<void> => {
  const { model } = build;
  const column = columnIn(model);
  if (column === undefined) return;
  const still = ids.filter((id) => parked.has(JSON.stringify([id])));
  if (model.personal !== undefined) await clearRows(place, build, model.personal, ids);
  else if (still.length > 0) await deleteRows(place, tableOf(build), column, still);
};

/**
 * Takes erased people out of what nobody folds into: their rows are deleted from kept builds, and worlds as of a moment,
 * which may hold them, are used no more.
 */
export const clearKept = async (
  place: Place,
  models: readonly ReadModel[],
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return;
  for (const model of models) {
    const column = columnIn(model);
    if (column === undefined) continue;
    for (const table of await keptTables(place, model)) await deleteRows(place, table, column, ids);
  }
  await outdateWorlds(place.client);
};

/** The column that says whom a row is about; undefined: it is about nobody. */
const columnIn = ({ personal, tells }: ReadModel): string | undefined => personal?.of ?? tells?.customer;
