import { existsSync, readFileSync } from 'node:fs';
import { texts } from '@crm/event-store/postgres/binary-arrays';
import { type ReadModel, type Row, templates } from '@crm/read-models';
import type { ClientBase } from 'pg';
import type { Build } from '../books/builds.ts';
import { keyText, plain } from '../folding/fold-batch.ts';
import { counters } from '../folding/fold-summary.ts';
import { type Column, type ColumnKind, columnsOf, columnText } from './columns.ts';

/** Where rows are written and read. */
export interface Place {
  readonly client: ClientBase;
  readonly schema: string;
}

/** What a build's table is named by. */
interface Named {
  readonly model: Pick<ReadModel, 'name' | 'version'>;
  readonly build: number;
}

/** The name of a build's table; answers read the view `<name>`. */
export const tableOf = ({ model: { name, version }, build }: Named): string =>
  build === 1 ? `${name}_v${version}` : `${name}_v${version}_b${build}`;

/** Remembered: the same few names are asked for with every row. */
const snakes = new Map<string, string>();
/** A column by its name in SQL. */
export const snake = (column: string): string => {
  const known = snakes.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakes.set(column, name);
  return name;
};
const list = (columns: readonly string[], of = (column: string): string => column): string =>
  columns.map((column) => of(snake(column))).join(', ');

/** A build's SQL for its table in a schema. A model without secondary indexes has no such file. */
const template = (build: Build, part: 'table' | 'indexes', schema: string): string => {
  const file = new URL(`${build.model.name.replaceAll('_', '-')}.${part}.sql`, templates);
  if (part === 'indexes' && !existsSync(file)) return '';
  return readFileSync(file, 'utf8').replaceAll(':schema', schema).replaceAll(':table', tableOf(build));
};

/** Makes a build's table, empty and without its secondary indexes: they come last when there is much to fill in. */
export const createTable = ({ client, schema }: Place, build: Build) =>
  client.query(template(build, 'table', schema));
/** Makes the indexes that are missing. */
export const createIndexes = ({ client, schema }: Place, build: Build) =>
  client.query(template(build, 'indexes', schema));
/** Takes a build's table away, where there is one. */
export const dropTable = ({ client, schema }: Place, build: Build) =>
  client.query(`drop table if exists ${schema}.${tableOf(build)}`);

/** Empties a build's table. */
export const emptyTable = ({ client, schema }: Place, build: Build) =>
  client.query(`delete from ${schema}.${tableOf(build)}`);

/**
 * Points the view that answers read at a build's table, columns that the table generates itself included. Where these stay
 * as they are, so do the views that somebody has made over it, and who may read it.
 */
export const showTable = async ({ client, schema }: Place, build: Build): Promise<void> => {
  const [view, table] = [`${schema}.${build.model.name}`, `${schema}.${tableOf(build)}`];
  const { rows } = await client.query<{ alike: boolean }>(
    `select array_agg((attname, atttypid, atttypmod) order by attnum) filter (where attrelid = to_regclass($1))
       = array_agg((attname, atttypid, atttypmod) order by attnum) filter (where attrelid = to_regclass($2)) as alike
     from pg_attribute
     where attrelid in (to_regclass($1), to_regclass($2)) and attnum > 0 and not attisdropped`,
    [view, table],
  );
  if (rows[0]?.alike !== true) await client.query(`drop view if exists ${view}`);
  await client.query(`create or replace view ${view} as select * from ${table}`);
};

/** The rows with these keys. */
export const loadRows = async (
  { client, schema }: Place,
  build: Build,
  keys: readonly Row[],
): Promise<ReadonlyMap<string, Row>> => {
  if (keys.length === 0) return new Map();
  const { model } = build;
  const table = `${schema}.${tableOf(build)}`;
  const given = unnested(await columnsOf(client, model, table), model.key, keys);
  const { rows } = await client.query<Record<string, never>>({
    name: `load ${table}`,
    text: `
      select ${list(model.columns, (column) => `t.${column}`)}
      from ${given.rows} k
      join ${table} t
        on ${model.key.map((column) => `t.${snake(column)} = k.${snake(column)}`).join(' and ')}`,
    values: given.values,
  });
  return new Map(rows.map((row) => fromSql(model, row)).map((row) => [keyText(model, row), row]));
};

/** Every row of a build, a page at a time. In a transaction. */
export async function* allRows(
  { client, schema }: Place,
  build: Build,
  page: number,
): AsyncGenerator<readonly Row[]> {
  const { model } = build;
  const cursor = `all_${model.name}`;
  await client.query(
    `declare ${cursor} no scroll cursor for select ${list(model.columns)} from ${schema}.${tableOf(build)}`,
  );
  for (;;) {
    const { rows } = await client.query<Record<string, never>>(`fetch ${page} from ${cursor}`);
    if (rows.length === 0) break;
    yield rows.map((row) => fromSql(model, row));
  }
  await client.query(`close ${cursor}`);
}

/** Writes rows in one statement: rows replace rows, sums are added up, log rows are new. */
export const writeRows = async (
  { client, schema }: Place,
  build: Build,
  rows: readonly Row[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { model } = build;
  const table = `${schema}.${tableOf(build)}`;
  const given = unnested(await columnsOf(client, model, table), model.columns, rows);
  await client.query({
    name: `write ${table}`,
    text: `
      insert into ${table} as t (${list(model.columns)})
      select ${list(model.columns)} from ${given.rows} row
      ${onConflict(model)}`,
    values: given.values,
  });
};

/**
 * Rows as a table in SQL, an array of texts for each column: read as JSON, they took Postgres twice as long. The
 * statement is the same for any number of them.
 */
const unnested = (known: ReadonlyMap<string, Column>, columns: readonly string[], rows: readonly Row[]) => {
  const typed = list(columns, (name) => `${name}::${known.get(name)?.type}`);
  const arrays = columns.map((_, n) => `$${n + 1}::text[]`).join(', ');
  const textsOf = (column: string, kind: ColumnKind = 'plain'): Buffer =>
    texts(rows.map((row) => columnText(row[column], kind)));
  return {
    rows: `(select ${typed} from unnest(${arrays}) as given (${list(columns)}))`,
    values: columns.map((column) => textsOf(column, known.get(snake(column))?.kind)),
  };
};

/** Puts `cleared` into the rows whose column `of` has one of these ids. */
export const clearRows = async (
  { client, schema }: Place,
  build: Build,
  { of, cleared }: { readonly of: string; readonly cleared: Row },
  ids: readonly string[],
): Promise<void> => {
  const table = `${schema}.${tableOf(build)}`;
  await client.query({
    name: `clear ${table}`,
    text: `
      update ${table} t
      set ${list(Object.keys(cleared), (column) => `${column} = cleared.${column}`)}
      from json_populate_recordset(null::${table}, $1) cleared
      where t.${snake(of)} = any($2::uuid[])`,
    values: [json([cleared]), ids],
  });
};

/** Deletes the rows of a table whose column has one of these ids. */
export const deleteRows = (
  { client, schema }: Place,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<unknown> =>
  client.query(`delete from ${schema}.${table} where ${snake(column)} = any($1::uuid[])`, [ids]);

const onConflict = (model: ReadModel): string => {
  if (model.shape === 'log') return '';
  const set =
    model.shape === 'summary'
      ? list(counters(model), (column) => `${column} = t.${column} + excluded.${column}`)
      : list(
          model.columns.filter((column) => !model.key.includes(column)),
          (column) => `${column} = excluded.${column}`,
        );
  return `on conflict (${list(model.key)}) do update set ${set}`;
};

const fromSql = ({ columns }: ReadModel, raw: Readonly<Record<string, never>>): Row => {
  const row: Record<string, Row[string]> = {};
  for (const column of columns) row[column] = raw[snake(column)] ?? null;
  return row;
};

/** Rows as one JSON parameter, columns by their names in SQL. */
const json = (rows: readonly Row[]): string => JSON.stringify(rows.map(toSql));

const toSql = (row: Row): object => {
  const raw: Record<string, unknown> = {};
  for (const column of Object.keys(row)) raw[snake(column)] = plain(row[column]);
  return raw;
};
