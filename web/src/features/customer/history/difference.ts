import type { CustomerRow } from '@crm/contracts';

/** One field that is not the same in two states of a customer. */
export interface Difference {
  readonly field: keyof CustomerRow;
  readonly past: unknown;
  readonly present: unknown;
}

/** What every event moves, and what only repeats other fields: no news about the person. */
const incidental: ReadonlySet<keyof CustomerRow> = new Set<keyof CustomerRow>([
  'id',
  'name',
  'email',
  'phone',
  'revision',
  'updatedAt',
  'updatedBy',
  'createdAt',
  'createdBy',
]);

/** The fields in which a customer differs between a moment and now, in the order of the row. */
export const differences = (past: CustomerRow, present: CustomerRow): readonly Difference[] =>
  fieldsOf(present)
    .filter((field) => !incidental.has(field) && !isSame(past[field], present[field]))
    .map((field) => ({ field, past: past[field], present: present[field] }));

const fieldsOf = (row: CustomerRow): readonly (keyof CustomerRow)[] =>
  Object.keys(row).filter((key): key is keyof CustomerRow => Object.hasOwn(row, key));

/** Same content, whatever the order of an object's keys. */
export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
