import type { RecordedEvent } from '@crm/contracts';
import type { ClientBase } from 'pg';
import { type Build, columnsOf } from './builds.ts';

/** How far a build has come, and the fence of whoever moves it. */
export interface Checkpoint {
  readonly position: bigint;
  readonly fence: bigint;
}

/** Somebody else has taken over a build's checkpoint. */
export class Superseded extends Error {
  override name = 'Superseded';
}

/** Takes over a build's checkpoint (made at zero where there is none): every earlier holder's writes now fail. */
export const takeOver = async (
  client: ClientBase,
  { model: { name, version }, build }: Build,
): Promise<Checkpoint> => {
  const { rows } = await client.query<Checkpoint>(
    `insert into engine.checkpoints as c (model, version, build, fence) values ($1, $2, $3, 1)
     on conflict (model, version, build, partition) do update set fence = c.fence + 1
     returning position, fence`,
    [name, version, build],
  );
  const [checkpoint] = rows;
  if (checkpoint === undefined) throw new Error(`no checkpoint for ${name}`);
  return checkpoint;
};

/**
 * Moves the checkpoints of several builds on, in the caller's transaction, if each still stands where the caller left
 * it. It comes before the rows: an old holder fails here, and not on a row that the new one has written.
 * @throws Superseded
 */
export const moveOn = async (
  client: ClientBase,
  held: readonly { readonly build: Build; readonly checkpoint: Checkpoint }[],
  to: { readonly position: bigint; readonly id: string | null },
): Promise<void> => {
  const { rowCount } = await client.query({
    name: 'move checkpoints',
    text: `
      update engine.checkpoints c set position = $1, event_id = $2
      from unnest($3::text[], $4::int[], $5::int[], $6::bigint[], $7::bigint[])
        as held (model, version, build, fence, position)
      where c.model = held.model and c.version = held.version and c.build = held.build and c.partition = 0
        and c.fence = held.fence and c.position = held.position`,
    values: [
      to.position,
      to.id,
      ...columnsOf(held.map(({ build }) => build)),
      held.map(({ checkpoint }) => checkpoint.fence),
      held.map(({ checkpoint }) => checkpoint.position),
    ],
  });
  if (rowCount !== held.length) throw new Superseded('another process has taken over the read models');
};

/** Where a batch ends. */
export const endOf = (batch: readonly RecordedEvent[]): RecordedEvent => {
  const last = batch.at(-1);
  if (last === undefined) throw new Error('an empty batch has no end');
  return last;
};
