import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from } from 'pg-copy-streams';
import type { Build } from '../../engine/books/builds.ts';
import { type ColumnKind, columnsOf } from '../../engine/database/columns.ts';
import { type Place, snake, tableOf } from '../../engine/database/tables.ts';

/** A build's table as rows are copied into it. */
export interface CopyTable {
  readonly build: Build;
  readonly statement: string;
  readonly kinds: readonly ColumnKind[];
}

/** Looks up how a build's columns are written. */
export const copyTable = async ({ client, schema }: Place, build: Build): Promise<CopyTable> => {
  const table = `${schema}.${tableOf(build)}`;
  const columns = await columnsOf(client, build.model, table);
  const names = build.model.columns.map(snake);
  return {
    build,
    statement: `copy ${table} (${names.join(', ')}) from stdin`,
    kinds: names.map((name) => columns.get(name)?.kind ?? 'plain'),
  };
};

/** Copies lines of new rows into a table: none of them, where Postgres refuses one. */
export const copyChunks = (
  client: ClientBase,
  { statement }: CopyTable,
  chunks: Iterable<Buffer>,
): Promise<void> => pipeline(Readable.from(chunks), client.query(from(statement)));
