import type { ClientBase } from 'pg';
import type { Poison } from '../folding/fold-batch.ts';
import type { Build } from './builds.ts';

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

/** Where a key stands still, and of which stream its events are; null: not noted when it was parked. */
export interface ParkedAt {
  readonly position: bigint;
  readonly stream: string | null;
}

/** Where a key of a build stands still, locked until the transaction ends; null: it does not. */
export const parkedAt = async (
  client: ClientBase,
  { model: { name, version }, build }: Build,
  key: string,
): Promise<ParkedAt | null> => {
  const { rows } = await client.query<ParkedAt>(
    `select position, stream from engine.parked
     where model = $1 and version = $2 and build = $3 and key = $4
     for update`,
    [name, version, build, key],
  );
  return rows[0] ?? null;
};

/** Notes that a key which stood still does so from another event on. */
export const parkOn = (
  client: ClientBase,
  { model: { name, version }, build }: Build,
  { key, event }: Poison,
) =>
  client.query(
    `update engine.parked set position = $5, event_id = $6, event_type = $7, parked_at = now()
     where model = $1 and version = $2 and build = $3 and key = $4`,
    [name, version, build, key, event.position, event.id, event.type],
  );

/** Notes that a key goes on. */
export const forget = (client: ClientBase, { model: { name, version }, build }: Build, key: string) =>
  client.query('delete from engine.parked where model = $1 and version = $2 and build = $3 and key = $4', [
    name,
    version,
    build,
    key,
  ]);
