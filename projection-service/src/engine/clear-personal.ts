import type { RecordedEvent } from '@crm/contracts';
import { erasedBy, type ReadModel } from '@crm/read-models';
import { clearRows, type Place } from './tables.ts';

/** The people whom some events erase. */
export const erasedIn = (events: readonly RecordedEvent[]): readonly string[] =>
  events.flatMap((event) => erasedBy(event) ?? []);

/** Clears erased people from all rows that a model has of them, those that stand still too. */
export const clearPersonal = async (
  place: Place,
  model: ReadModel,
  erased: readonly string[],
): Promise<void> => {
  if (model.personal !== undefined && erased.length > 0)
    await clearRows(place, model, model.personal, erased);
};
