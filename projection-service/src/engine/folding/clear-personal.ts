import type { RecordedEvent } from '@crm/contracts';
import { erasedBy, foldEvent, type ReadModel } from '@crm/read-models';
import { outdateWorlds } from '../../time-machine/outdate-worlds.ts';
import { type Build, keptOf } from '../books/builds.ts';
import { clearRows, deleteRows, type Place, tableOf } from '../database/tables.ts';

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
 * Takes erased people out of what nobody folds into. From kept builds what their folds would clear is deleted: where they
 * are shown again, it is folded anew. Of other versions nobody knows what is personal. Worlds as of a moment, which may
 * hold them, are used no more.
 */
export const clearKept = async (
  place: Place,
  models: readonly ReadModel[],
  events: readonly RecordedEvent[],
): Promise<void> => {
  const erasing = events.filter((event) => erasedBy(event) !== null);
  if (erasing.length === 0) return;
  const ids = erasedIn(erasing);
  for (const model of models) {
    const column = columnIn(model);
    if (column === undefined) continue;
    for (const { version, build, rebuild } of await keptOf(place.client, model)) {
      const kept = { model: { ...model, version }, build, rebuild };
      if (version !== model.version || isCleared(model, erasing))
        await deleteRows(place, tableOf(kept), column, ids);
      else if (model.personal !== undefined) await clearRows(place, kept, model.personal, ids);
    }
  }
  await outdateWorlds(place.client);
};

/** Whether a model's own fold clears rows when people are erased. */
const isCleared = (model: ReadModel, erasing: readonly RecordedEvent[]): boolean =>
  model.shape === 'row' && erasing.some((event) => model.keyOf(foldEvent(event)) !== null);

/** The column that says whom a row is about; undefined: it is about nobody. */
const columnIn = ({ personal, tells }: ReadModel): string | undefined => personal?.of ?? tells?.customer;
