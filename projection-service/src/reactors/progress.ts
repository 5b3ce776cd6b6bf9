import type { RecordedEvent } from '@crm/contracts';
import type { ClientBase } from 'pg';
import type { Agreement } from '../agreement.ts';
import { Superseded } from '../engine/books/checkpoints.ts';

/** How far a reactor has come, and the fence of whoever moves it. */
export interface Progress {
  readonly fence: bigint;
  /** 0: before the first event. */
  readonly position: bigint;
  /** The id of the event there. Null: there is none, or it is not known. */
  readonly event: string | null;
  /** The positions behind which an era of its own began, each time that the log was restored from an older copy. */
  readonly eras: readonly string[];
}

/** Takes over where a reactor stood: every earlier holder's writes now fail. */
export const takeOver = async (client: ClientBase, name: string): Promise<Progress> => {
  const { rows } = await client.query<Progress>(
    `insert into engine.reactors (name, fence) values ($1, 1)
     on conflict (name) do update set fence = reactors.fence + 1
     returning fence, position, event_id::text as event, eras::text[] as eras`,
    [name],
  );
  const [progress] = rows;
  if (progress === undefined) throw new Error(`the reactor ${name} has no row of its progress`);
  return progress;
};

/** Moves on to an event, if the reactor still stands where the caller left it. @throws Superseded */
export const moveOn = async (
  client: ClientBase,
  name: string,
  progress: Progress,
  { position, id }: RecordedEvent,
): Promise<Progress> => {
  const { rowCount } = await client.query({
    name: 'move reactor',
    text: `
      update engine.reactors set position = $4, event_id = $5
      where name = $1 and fence = $2 and position = $3`,
    values: [name, progress.fence, progress.position, position, id],
  });
  if (rowCount !== 1) throw new Superseded(`another process has taken over the reactor ${name}`);
  return { ...progress, position, event: id };
};

/** The era that a reactor is in: 0 until the log is restored for the first time. */
export const eraOf = async (client: Pick<ClientBase, 'query'>, name: string): Promise<number> => {
  const { rows } = await client.query<{ era: number }>(
    'select cardinality(eras) as era from engine.reactors where name = $1',
    [name],
  );
  return rows[0]?.era ?? 0;
};

/**
 * Begins a new era behind the place up to which a restored log is known to agree, in the caller's transaction: reactors
 * that came further are set back to it. Also of those that did not: what they did last may not have been noted.
 */
export const beginEra = (client: ClientBase, { position, event }: Agreement) =>
  client.query(
    `update engine.reactors
     set fence = fence + 1, position = least(position, $1),
       event_id = case when position > $1 then $2 else event_id end, eras = eras || $1::bigint`,
    [position, event],
  );
