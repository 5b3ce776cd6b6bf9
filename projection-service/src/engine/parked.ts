import type { ClientBase } from 'pg';
import type { Build } from './builds.ts';
import type { Poison } from './fold-batch.ts';

/** Notes that a key of a build stands still from this event on, in the caller's transaction. */
export const park = (
  client: ClientBase,
  { model: { name, version }, build }: Build,
  { key, event }: Poison,
) =>
  client.query(
    `insert into engine.parked (model, version, build, key, stream, position, event_id, event_type)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict do nothing`,
    [name, version, build, key, event.stream, event.position, event.id, event.type],
  );

/** The keys of a build that stand still. */
export const parkedKeys = async (
  client: ClientBase,
  { model: { name, version }, build }: Build,
): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ key: string }>(
    'select key from engine.parked where model = $1 and version = $2 and build = $3',
    [name, version, build],
  );
  return new Set(rows.map(({ key }) => key));
};
