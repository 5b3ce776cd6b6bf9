import type { z } from 'zod';
import { type Fragment, raw } from './sql.ts';

/** A row as Postgres names it. */
export type RawRow = Readonly<Record<string, unknown>>;

/** `last_activity_at` for `lastActivityAt`. */
export const snake = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns that a contract's item is made of, for the `select` of an answer; `of`: the table's alias. */
export const columnsOf = ({ shape }: z.ZodObject, of?: string): Fragment<false> =>
  raw(
    Object.keys(shape)
      .map((field) => (of === undefined ? snake(field) : `${of}.${snake(field)}`))
      .join(', '),
  );

/** `lastActivityAt` for `last_activity_at`. */
const camel = (column: string): string =>
  column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Makes a contract's item of a row: its fields, and nothing that the contract does not name. Where the contract names
 * no fields, every column.
 */
export const rowsOf = (fields: readonly string[] | undefined): ((row: RawRow) => RawRow) => {
  const columns = fields?.map((field) => [field, snake(field)] as const);
  return (row) => {
    const item: Record<string, unknown> = {};
    if (columns === undefined)
      for (const [column, value] of Object.entries(row)) item[camel(column)] = plain(value);
    else for (const [field, column] of columns) item[field] = plain(row[column]);
    return item;
  };
};

/** Positions travel as text: JSON has no big integers. */
const plain = (value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
