import type { FieldChange } from '@crm/contracts';
import type { z } from 'zod';

type Change = z.infer<typeof FieldChange>;
type Fields = Readonly<Record<string, unknown>>;

/**
 * What differs between a record before and after: a field a line, the fields of a nested value each by itself
 * (`address.city`). Of a list with ids every entry is compared with itself (`emails.label`); one that came or went is
 * told whole. No value and null are the same.
 */
export const fieldChanges = (before: Fields | null, after: Fields | null, path = ''): readonly Change[] => {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields].flatMap((field) => changesOf(`${path}${field}`, before?.[field], after?.[field]));
};

const changesOf = (field: string, before: unknown, after: unknown): readonly Change[] => {
  const [from, to] = [before ?? null, after ?? null];
  if (isSame(from, to)) return [];
  if (isEntries(from) || isEntries(to)) return entryChanges(field, entries(from), entries(to));
  if (isRecord(from ?? to) && isRecord(to ?? from))
    return fieldChanges(from as Fields | null, to as Fields | null, `${field}.`);
  return isEmpty(from) && isEmpty(to) ? [] : [{ field, from, to }];
};

const entryChanges = (field: string, from: readonly Entry[], to: readonly Entry[]): readonly Change[] => {
  const before = new Map(from.map((entry) => [entry.id, entry]));
  const after = new Map(to.map((entry) => [entry.id, entry]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was !== undefined && is !== undefined) return fieldChanges(was, is, `${field}.`);
    return [{ field, from: was ?? null, to: is ?? null }];
  });
};

type Entry = Fields & { readonly id: string };

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntries = (value: unknown): value is readonly Entry[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((entry) => isRecord(entry) && typeof entry.id === 'string');

const entries = (value: unknown): readonly Entry[] => (isEntries(value) ? value : []);

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

const isSame = (from: unknown, to: unknown): boolean =>
  from === to || JSON.stringify(from) === JSON.stringify(to);
