import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from } from 'pg-copy-streams';
import type { Build } from '../engine/builds.ts';
import { type Place, snake, tableOf } from '../engine/tables.ts';
import type { ColumnKind } from './copy-text.ts';

/** A build's table as rows are copied into it. */
export interface CopyTable {
  readonly build: Build;
  readonly statement: string;
  readonly kinds: readonly ColumnKind[];
}

/** Looks up how a build's columns are written. */
export const copyTable = async ({ client, schema }: Place, build: Build): Promise<CopyTable> => {
  const table = `${schema}.${tableOf(build)}`;
  const { rows } = await client.query<{ name: string; kind: ColumnKind }>(
    `select a.attname as name,
       case when t.typname in ('json', 'jsonb') then 'json' when t.typcategory = 'A' then 'array' else 'plain' end as kind
     from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  const kinds = new Map(rows.map(({ name, kind }) => [name, kind]));
  const names = build.model.columns.map(snake);
  return {
    build,
    statement: `copy ${table} (${names.join(', ')}) from stdin`,
    kinds: names.map((name) => kinds.get(name) ?? 'plain'),
  };
};

/** Copies lines of new rows into a table: none of them, where Postgres refuses one. */
export const copyChunks = (
  client: ClientBase,
  { statement }: CopyTable,
  chunks: Iterable<Buffer>,
): Promise<void> => pipeline(Readable.from(chunks), client.query(from(statement)));
