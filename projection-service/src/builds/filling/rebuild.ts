import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { ClientBase } from 'pg';
import { firstBuilds } from '../../engine/books/builds.ts';
import { groupsOf } from '../../engine/books/groups.ts';
import { createTable, showTable } from '../../engine/database/tables.ts';
import { type Filling, fill, type SealedLog } from './fill.ts';
import { indexTables } from './index-tables.ts';

/** What is rebuilt, from which log. */
export interface Rebuilding
  extends Pick<Filling, 'folder' | 'pace' | 'threads' | 'onRead' | 'onSpilled' | 'within'> {
  readonly store: EventStore;
  /** The same log as it is stored: what is spilled stays sealed. Absent: what is spilled is what the store gives. */
  readonly sealed?: SealedLog;
  readonly models: readonly ReadModel[];
  /** More connections on which indexes are made. */
  readonly helpers?: readonly ClientBase[];
}

/**
 * Fills a schema, made where it is missing, with models, from the first event to `until` (or the end), and shows them
 * there. What is live stays untouched.
 */
export const rebuild = async (
  { store, sealed = { log: store, keys: null }, models, helpers = [], ...filling }: Rebuilding,
  client: ClientBase,
  schema: string,
  until?: bigint,
): Promise<void> => {
  const place = { client, schema };
  const builds = firstBuilds(groupsOf(models).flat());
  const { rows } = await client.query('select from pg_namespace where nspname = $1', [schema]);
  if (rows.length === 0) await client.query(`create schema ${schema}`);
  for (const build of builds) await createTable(place, build);
  await fill({ ...filling, place, builds, sealed, until });
  const helping = helpers.map((helper) => ({ client: helper, schema }));
  await indexTables([place, ...helping], builds);
  for (const build of builds) await showTable(place, build);
};
