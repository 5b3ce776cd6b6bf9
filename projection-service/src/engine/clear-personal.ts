import type { RecordedEvent } from '@crm/contracts';
import { erasedBy, type ReadModel } from '@crm/read-models';
import { clearRows, deleteRows, type Place, tableOf, tablesBehind } from './tables.ts';

/** Whom some events erase, and where in the log the last of them is told. */
export interface Erased {
  readonly ids: readonly string[];
  readonly position: bigint;
}

/** The people whom some events erase; null: nobody. */
export const erasedIn = (events: readonly RecordedEvent[]): Erased | null => {
  const last = events.findLast((event) => erasedBy(event) !== null);
  return last === undefined
    ? null
    : { ids: events.flatMap((event) => erasedBy(event) ?? []), position: last.position };
};

/**
 * Clears erased people from all rows that a model has of them. What no fold will reach is deleted: a row of their own
 * that stands still, and their rows in tables of other versions, which are kept for a way back and not followed.
 */
export const clearPersonal = async (
  place: Place,
  model: ReadModel,
  { ids, position }: Erased,
  parked: ReadonlySet<string>,
): Promise<void> => {
  const { personal } = model;
  const column = personal?.of ?? model.tells?.customer;
  if (column === undefined) return;
  const still = ids.filter((id) => parked.has(JSON.stringify([id])));
  if (personal !== undefined) await clearRows(place, model, personal, ids);
  else if (still.length > 0) await deleteRows(place, tableOf(model), column, still);
  for (const table of await tablesBehind(place, model, position)) await deleteRows(place, table, column, ids);
};
