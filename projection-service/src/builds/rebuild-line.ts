import type { RebuildState } from '@crm/contracts';
import type { ClientBase } from 'pg';

/** A state in which there is something left to do. */
export type OpenState = Exclude<RebuildState, 'done' | 'cancelled' | 'failed'>;

/** What was ordered, as the engine's books hold it. */
export interface RebuildLine {
  readonly id: string;
  readonly kind: 'deploy' | 'rebuild' | 'rollback' | 'switch';
  readonly models: readonly string[];
  readonly state: OpenState;
  /** Up to where the log is read at once; what comes after it is caught up. */
  readonly until: bigint | null;
}

/** Somebody has cancelled what is under way. */
export class Cancelled extends Error {
  override name = 'Cancelled';
}

/** What is under way, else the oldest order; undefined: there is none. */
export const nextLine = async (client: ClientBase): Promise<RebuildLine | undefined> => {
  const { rows } = await client.query<RebuildLine>({
    name: 'next rebuild',
    text: `
      select id, kind, models, state, until_position as until from engine.rebuilds
      where state not in ('done', 'cancelled', 'failed')
      order by state = 'waiting', requested_at, id
      limit 1`,
  });
  return rows[0];
};

/** Goes over to a state, in the caller's transaction or at once. @throws Cancelled */
export const goTo = async (client: ClientBase, { id }: RebuildLine, state: OpenState | 'done') => {
  const { rowCount } = await client.query(
    `update engine.rebuilds
     set state = $2, updated_at = now(), started_at = coalesce(started_at, now()),
       finished_at = case $2 when 'done' then now() end
     where id = $1 and not cancel`,
    [id, state],
  );
  if (rowCount === 0) throw new Cancelled();
};

/** Notes up to where the log is read at once. */
export const readUntil = (client: ClientBase, { id }: RebuildLine, position: bigint) =>
  client.query('update engine.rebuilds set until_position = $2 where id = $1', [id, position]);

/**
 * Notes how much there is, and gives how many parts are done; where there were others before, none is.
 * @throws Cancelled
 */
export const beginParts = async (
  client: ClientBase,
  { id }: RebuildLine,
  parts: number,
  events: number,
): Promise<number> => {
  const { rows } = await client.query<{ done: number }>(
    `update engine.rebuilds
     set parts = $2, events_total = $3,
       parts_done = case parts when $2 then parts_done else 0 end,
       events_done = case parts when $2 then events_done else 0 end
     where id = $1 and not cancel
     returning parts_done as done`,
    [id, parts, events],
  );
  if (rows[0] === undefined) throw new Cancelled();
  return rows[0].done;
};

/** Notes that a part is done, in the transaction that writes it. @throws Cancelled */
export const partDone = async (client: ClientBase, { id }: RebuildLine, events: number): Promise<void> => {
  const { rowCount } = await client.query({
    name: 'part done',
    text: `
      update engine.rebuilds
      set parts_done = parts_done + 1, events_done = events_done + $2, updated_at = now()
      where id = $1 and not cancel`,
    values: [id, events],
  });
  if (rowCount === 0) throw new Cancelled();
};

/** Notes that events which came later are applied. @throws Cancelled */
export const caughtUpBy = async (client: ClientBase, { id }: RebuildLine, events: number): Promise<void> => {
  const { rowCount } = await client.query(
    `update engine.rebuilds
     set events_done = events_done + $2, events_total = coalesce(events_total, 0) + $2, updated_at = now()
     where id = $1 and not cancel`,
    [id, events],
  );
  if (rowCount === 0) throw new Cancelled();
};

/** @throws Cancelled */
export const mustGoOn = async (client: Pick<ClientBase, 'query'>, { id }: RebuildLine): Promise<void> => {
  const { rowCount } = await client.query('select from engine.rebuilds where id = $1 and not cancel', [id]);
  if (rowCount === 0) throw new Cancelled();
};

/** Ends an order that was not carried out, in the caller's transaction. */
export const giveUp = (
  client: ClientBase,
  { id }: RebuildLine,
  state: 'cancelled' | 'failed',
  fault: string | null,
) =>
  client.query('update engine.rebuilds set state = $2, fault = $3, finished_at = now() where id = $1', [
    id,
    state,
    fault,
  ]);
