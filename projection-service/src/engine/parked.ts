import type { ReadModel } from '@crm/read-models';
import type { ClientBase } from 'pg';
import type { Poison } from './fold-batch.ts';

/** Notes that a key of a model stands still from this event on, in the caller's transaction. */
export const park = (client: ClientBase, { name, version }: ReadModel, { key, event }: Poison) =>
  client.query(
    `insert into engine.parked (model, version, key, position, event_id, event_type)
     values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [name, version, key, event.position, event.id, event.type],
  );

/** The keys of a model that stand still. */
export const parkedKeys = async (
  client: ClientBase,
  { name, version }: ReadModel,
): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ key: string }>(
    'select key from engine.parked where model = $1 and version = $2',
    [name, version],
  );
  return new Set(rows.map(({ key }) => key));
};
