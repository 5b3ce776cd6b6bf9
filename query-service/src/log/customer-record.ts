import type { FieldChange, RecordedEvent } from '@crm/contracts';
import {
  customer,
  type FoldEvent,
  foldEvent,
  foldRow,
  interaction,
  type Row,
  type RowModel,
} from '@crm/read-models';
import type { z } from 'zod';
import { fieldChanges } from './field-changes.ts';

/** What follows from other fields, or says of the record what the history's line says by itself. */
const bookkeeping: Readonly<Record<string, readonly string[]>> = {
  customer: [
    'id',
    'name',
    'email',
    'phone',
    'createdAt',
    'createdBy',
    'updatedAt',
    'updatedBy',
    'lastActivityAt',
    'lastActivityId',
    'interactionCount',
  ],
  interaction: ['customerId', 'interactionId', 'recordedAt', 'recordedBy', 'correctedAt', 'position'],
};

/** The row that an event is about, before and after it. */
interface Folded {
  readonly before: Row | null;
  readonly after: Row | null;
}

/** A customer's record and interactions, folded event by event with the read models' own folds. */
export const customerRecord = () => {
  const rows = new Map<string, Row>();

  const folded = (model: RowModel, event: FoldEvent): Folded => {
    const key = model.keyOf(event);
    if (key === null) return { before: null, after: null };
    const name = `${model.name} ${Object.values(key).join()}`;
    const before = rows.get(name) ?? null;
    const after = foldedRow(model, before, event);
    if (after !== null) rows.set(name, after);
    return { before, after };
  };

  const fold = (event: RecordedEvent) => {
    const read = foldEvent(event);
    return { customer: folded(customer, read), interaction: folded(interaction, read) };
  };

  return {
    fold,
    /**
     * What an event changed, by field. Never nothing: of an event that no fold knows, or that changed nothing, what it
     * says.
     */
    changesBy: (event: RecordedEvent): readonly z.infer<typeof FieldChange>[] => {
      const read = fold(event);
      const changes = [
        ...differences(customer, read.customer),
        ...differences(interaction, read.interaction, 'interaction.'),
      ];
      return changes.length > 0 ? changes : fieldChanges(null, event.data as Row);
    },
  };
};

/** A fold that does not take an event leaves the row: the history tells it all the same. */
const foldedRow = (model: RowModel, row: Row | null, event: FoldEvent): Row | null => {
  try {
    // No earlier events: they are asked for only by fields that are not shown here.
    return foldRow(model, row, event, () => []);
  } catch {
    return row;
  }
};

const differences = (model: RowModel, { before, after }: Folded, path = '') =>
  fieldChanges(shown(model, before), shown(model, after), path);

/** The fields that are shown, in the contract's order. */
const shown = ({ name, columns }: RowModel, row: Row | null): Row | null =>
  row &&
  Object.fromEntries(
    columns
      .filter((column) => !bookkeeping[name]?.includes(column))
      .map((column) => [column, row[column] ?? null]),
  );
