import type { RecordedEvent } from '@crm/contracts';
import type { ClientBase } from 'pg';
import type { Arrived } from '../../sources/source.ts';
import { type Build, columnsOf } from './builds.ts';

/** How far a build has come in a partition, and the fence of whoever moves it. */
export interface Checkpoint {
  readonly position: bigint;
  readonly fence: bigint;
}

/** A build's checkpoints by partition. */
export type Checkpoints = ReadonlyMap<number, Checkpoint>;

/** Somebody else has taken over a build's checkpoint. */
export class Superseded extends Error {
  override name = 'Superseded';
}

/** Makes the checkpoints of builds that nobody moves yet, in each partition. */
export const makeCheckpoints = (
  client: ClientBase,
  builds: readonly Build[],
  partitions: number,
  position = 0n,
) =>
  client.query(
    `insert into engine.checkpoints (model, version, build, partition, position)
     select model, version, build, partition, $5
     from unnest($1::text[], $2::integer[], $3::integer[]) as made (model, version, build),
       generate_series(0, $4 - 1) as partition`,
    [...columnsOf(builds), partitions, position],
  );

/**
 * Takes over the checkpoints of builds, in all their partitions or in some: every earlier holder's writes now fail.
 * `holder`: the replica that moves them from here on, null for whoever fills a build. Gives them in the builds' order.
 */
export const takeOver = async (
  client: ClientBase,
  builds: readonly Build[],
  holder: string | null,
  held?: Iterable<number>,
): Promise<readonly Checkpoints[]> => {
  const { rows } = await client.query<Checkpoint & { nth: bigint; partition: number }>(
    `update engine.checkpoints c set fence = c.fence + 1, holder = $4
     from unnest($1::text[], $2::integer[], $3::integer[]) with ordinality as taken (model, version, build, nth)
     where c.model = taken.model and c.version = taken.version and c.build = taken.build
       and ($5::integer[] is null or c.partition = any($5))
     returning taken.nth, c.partition, c.position, c.fence`,
    [...columnsOf(builds), holder, held === undefined ? null : [...held]],
  );
  const taken = builds.map(() => new Map<number, Checkpoint>());
  for (const { nth, partition, position, fence } of rows)
    taken[Number(nth) - 1]?.set(partition, { position, fence });
  return taken;
};

/** A build's checkpoints, as somebody holds them. */
export interface Held {
  readonly build: Build;
  readonly checkpoints: Checkpoints;
}

/**
 * Moves the checkpoints of several builds on to what arrived, in the caller's transaction, if each still stands where the
 * caller left it; those that are further already stay. It comes before the rows: an old holder fails here, and not on a
 * row that the new one has written.
 * @throws Superseded
 */
export const moveOn = async (
  client: ClientBase,
  held: readonly Held[],
  { events, log = events, reached }: Arrived,
): Promise<void> => {
  const moves = held.flatMap(({ build, checkpoints }) =>
    [...checkpoints].flatMap(([partition, { position, fence }]) => {
      const to = reached.get(partition) ?? position;
      return to > position ? [{ build, partition, fence, position, to }] : [];
    }),
  );
  if (moves.length === 0) return;
  const last = log.at(-1);
  const { rowCount } = await client.query({
    name: 'move checkpoints',
    text: `
      update engine.checkpoints c
      set position = held.reached, event_id = case held.reached when $1 then $2::uuid end
      from unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::bigint[], $8::bigint[], $9::bigint[])
        as held (model, version, build, partition, fence, position, reached)
      where c.model = held.model and c.version = held.version and c.build = held.build
        and c.partition = held.partition and c.fence = held.fence and c.position = held.position`,
    values: [
      last?.position ?? null,
      last?.id ?? null,
      ...columnsOf(moves.map(({ build }) => build)),
      moves.map(({ partition }) => partition),
      moves.map(({ fence }) => fence),
      moves.map(({ position }) => position),
      moves.map(({ to }) => to),
    ],
  });
  if (rowCount !== moves.length) throw new Superseded('another process has taken over the read models');
};

/** The checkpoints after what arrived. */
export const moved = (checkpoints: Checkpoints, { reached }: Arrived): Checkpoints =>
  new Map(
    [...checkpoints].map(([partition, { position, fence }]) => {
      const to = reached.get(partition) ?? position;
      return [partition, { position: to > position ? to : position, fence }];
    }),
  );

/** Where a batch ends. */
export const endOf = (batch: readonly RecordedEvent[]): RecordedEvent => {
  const last = batch.at(-1);
  if (last === undefined) throw new Error('an empty batch has no end');
  return last;
};
