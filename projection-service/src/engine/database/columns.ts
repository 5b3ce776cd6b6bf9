import type { ReadModel, Row } from '@crm/read-models';
import type { ClientBase } from 'pg';

/** How a column's values are written: as JSON, as an array, or as the text that its type reads. */
export type ColumnKind = 'json' | 'array' | 'plain';

/** A column of a table in Postgres. */
export interface Column {
  readonly name: string;
  /** As a cast takes it. */
  readonly type: string;
  readonly kind: ColumnKind;
}

/** Remembered: every table of a model's version has the same. */
const known = new WeakMap<ReadModel, ReadonlyMap<string, Column>>();

/** The columns of a model's table by their names. */
export const columnsOf = async (
  client: ClientBase,
  model: ReadModel,
  table: string,
): Promise<ReadonlyMap<string, Column>> => {
  const remembered = known.get(model);
  if (remembered !== undefined) return remembered;
  const { rows } = await client.query<Column>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       case when t.typname in ('json', 'jsonb') then 'json' when t.typcategory = 'A' then 'array' else 'plain' end as kind
     from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  const columns = new Map(rows.map((column) => [column.name, column]));
  known.set(model, columns);
  return columns;
};

/** A value as its column reads it; null where there is none, or none that JSON could carry. */
export const columnText = (value: Row[string] | undefined, kind: ColumnKind): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  if (kind === 'json') return JSON.stringify(typeof value === 'bigint' ? String(value) : value);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  return kind === 'array' && Array.isArray(value) ? arrayText(value) : JSON.stringify(value);
};

/** Elements in quotes, so that none of them reads as null or as two. */
const arrayText = (values: readonly unknown[]): string =>
  `{${values.map((value) => (value === null ? 'null' : `"${String(value).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;
