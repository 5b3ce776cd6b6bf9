import type { ClientBase } from 'pg';
import { type Build, changePlan, columnsOf } from '../engine/books/builds.ts';
import { type Place, tableOf } from '../engine/database/tables.ts';

interface Named {
  readonly name: string;
  readonly version: number;
  readonly build: number;
}

/** Empties builds that are filled anew, in the caller's transaction. */
export const emptyBuilds = async ({ client, schema }: Place, builds: readonly Build[]): Promise<void> => {
  for (const build of builds) await client.query(`truncate ${schema}.${tableOf(build)}`);
  await client.query(
    `delete from engine.parked p
     using unnest($1::text[], $2::integer[], $3::integer[]) as emptied (model, version, build)
     where (p.model, p.version, p.build) = (emptied.model, emptied.version, emptied.build)`,
    columnsOf(builds),
  );
};

/** Drops the builds of models that were never shown, of whatever version, in the caller's transaction. */
export const dropUnshown = (place: Place, models: readonly string[]): Promise<void> =>
  drop(place, models, `b.state in ('building', 'joining', 'following')`);

/** Drops what is kept of models but the builds that were shown last, in the caller's transaction. */
export const dropOlder = (place: Place, models: readonly string[]): Promise<void> =>
  drop(
    place,
    models,
    `b.state = 'kept' and exists (
       select from engine.builds later
       where later.model = b.model and later.state = 'kept' and later.shown_at > b.shown_at
     )`,
  );

/** Whoever follows them loses their checkpoints first: it waits for nobody who waits for it. */
const drop = async ({ client, schema }: Place, models: readonly string[], which: string): Promise<void> => {
  const dropped = await removed(client, models, which);
  if (dropped.length === 0) return;
  for (const { name, version, build } of dropped)
    await client.query(`drop table if exists ${schema}.${tableOf({ model: { name, version }, build })}`);
  await changePlan(client);
};

const removed = async (
  client: ClientBase,
  models: readonly string[],
  which: string,
): Promise<readonly Named[]> => {
  const { rows } = await client.query<Named>(
    `with chosen as (select * from engine.builds b where b.model = any($1) and ${which}),
     stopped as (
       delete from engine.checkpoints c using chosen b
       where (c.model, c.version, c.build) = (b.model, b.version, b.build)
     ),
     unparked as (
       delete from engine.parked p using chosen b
       where (p.model, p.version, p.build) = (b.model, b.version, b.build)
     )
     delete from engine.builds b using chosen c
     where (b.model, b.version, b.build) = (c.model, c.version, c.build)
     returning b.model as name, b.version, b.build`,
    [models],
  );
  return rows;
};
