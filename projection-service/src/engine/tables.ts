import { existsSync, readFileSync } from 'node:fs';
import { type ReadModel, type Row, templates } from '@crm/read-models';
import type { ClientBase } from 'pg';
import { keyText, plain } from './fold-batch.ts';
import { counters } from './fold-summary.ts';

/** Where rows are written and read. */
export interface Place {
  readonly client: ClientBase;
  readonly schema: string;
}

/** The table of a model's version; answers read the view `<name>`. */
export const tableOf = ({ name, version }: ReadModel): string => `${name}_v${version}`;

/** Remembered: the same few names are asked for with every row. */
const snakes = new Map<string, string>();
const snake = (column: string): string => {
  const known = snakes.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakes.set(column, name);
  return name;
};
const list = (columns: readonly string[], of = (column: string): string => column): string =>
  columns.map((column) => of(snake(column))).join(', ');

/** A model's SQL for its table in a schema. A model without secondary indexes has no such file. */
const template = (model: ReadModel, part: 'table' | 'indexes', schema: string): string => {
  const file = new URL(`${model.name.replaceAll('_', '-')}.${part}.sql`, templates);
  if (part === 'indexes' && !existsSync(file)) return '';
  return readFileSync(file, 'utf8').replaceAll(':schema', schema).replaceAll(':table', tableOf(model));
};

/** Makes a model's table, empty and without its secondary indexes: they come last when there is much to fill in. */
export const createTable = ({ client, schema }: Place, model: ReadModel) =>
  client.query(template(model, 'table', schema));
/** Makes the indexes that are missing. */
export const createIndexes = ({ client, schema }: Place, model: ReadModel) =>
  client.query(template(model, 'indexes', schema));

/** Whether a model's table exists. */
export const isThere = async ({ client, schema }: Place, model: ReadModel): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    `${schema}.${tableOf(model)}`,
  ]);
  return rows[0]?.there === true;
};

/** Empties a model's table. */
export const emptyTable = ({ client, schema }: Place, model: ReadModel) =>
  client.query(`delete from ${schema}.${tableOf(model)}`);

/** Whether answers read this version already. */
export const isShown = async ({ client, schema }: Place, model: ReadModel): Promise<boolean> => {
  const { rows } = await client.query<{ definition: string }>(
    'select definition from pg_views where schemaname = $1 and viewname = $2',
    [schema, model.name],
  );
  return new RegExp(`\\b${tableOf(model)}\\b`).test(rows[0]?.definition ?? '');
};

/** Points the view that answers read at this version's table, columns that the table generates itself included. */
export const showTable = async ({ client, schema }: Place, model: ReadModel): Promise<void> => {
  await client.query(`drop view if exists ${schema}.${model.name}`);
  await client.query(`create view ${schema}.${model.name} as select * from ${schema}.${tableOf(model)}`);
};

/** The rows with these keys. */
export const loadRows = async (
  { client, schema }: Place,
  model: ReadModel,
  keys: readonly Row[],
): Promise<ReadonlyMap<string, Row>> => {
  if (keys.length === 0) return new Map();
  const table = `${schema}.${tableOf(model)}`;
  const { rows } = await client.query<Record<string, never>>({
    name: `load ${table}`,
    text: `
      select ${list(model.columns, (column) => `t.${column}`)}
      from ${table} t
      join json_populate_recordset(null::${table}, $1) k
        on ${model.key.map((column) => `t.${snake(column)} = k.${snake(column)}`).join(' and ')}`,
    values: [json(keys)],
  });
  return new Map(rows.map((row) => fromSql(model, row)).map((row) => [keyText(model, row), row]));
};

/** Every row of a model, a page at a time. In a transaction. */
export async function* allRows(
  { client, schema }: Place,
  model: ReadModel,
  page: number,
): AsyncGenerator<readonly Row[]> {
  const cursor = `all_${model.name}`;
  await client.query(
    `declare ${cursor} no scroll cursor for select ${list(model.columns)} from ${schema}.${tableOf(model)}`,
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
  model: ReadModel,
  rows: readonly Row[],
): Promise<void> => {
  if (rows.length === 0) return;
  const table = `${schema}.${tableOf(model)}`;
  await client.query({
    name: `write ${table}`,
    text: `
      insert into ${table} as t (${list(model.columns)})
      select ${list(model.columns)} from json_populate_recordset(null::${table}, $1)
      ${onConflict(model)}`,
    values: [json(rows)],
  });
};

/** Puts `cleared` into the rows whose column `of` has one of these ids. */
export const clearRows = async (
  { client, schema }: Place,
  model: ReadModel,
  { of, cleared }: { readonly of: string; readonly cleared: Row },
  ids: readonly string[],
): Promise<void> => {
  const table = `${schema}.${tableOf(model)}`;
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

/** The tables of a model's other versions that have not come as far as a position. */
export const tablesBehind = async (
  { client, schema }: Place,
  model: ReadModel,
  position: bigint,
): Promise<readonly string[]> => {
  const { rows } = await client.query<{ table: string }>(
    `select c.relname as table
     from engine.checkpoints p
     join pg_class c on c.relname = p.model || '_v' || p.version and c.relnamespace = $4::regnamespace
     where p.model = $1 and p.version <> $2 and p.position < $3`,
    [model.name, model.version, position, schema],
  );
  return rows.map(({ table }) => table);
};

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
