import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';

/** Where a read model stands, whoever moves it. */
export interface Standing {
  readonly model: string;
  readonly position: bigint;
  /** Keys that stand still, because an event of theirs could not be folded. */
  readonly parked: number;
}

/** Where the models stand; one that was never begun is missing. */
export const standings = async (pool: Pool, models: readonly ReadModel[]): Promise<readonly Standing[]> => {
  const { rows } = await pool.query<Standing>({
    name: 'standings',
    text: `
      select c.model, c.position, count(p.key)::integer as parked
      from unnest($1::text[], $2::integer[]) as asked (model, version)
      join engine.checkpoints c using (model, version)
      left join engine.parked p using (model, version)
      group by c.model, c.position`,
    values: [models.map(({ name }) => name), models.map(({ version }) => version)],
  });
  return rows;
};

/** How far behind the log's end a position is; events are counted up to `mostCounted`. */
export interface Lag {
  readonly events: number;
  readonly seconds: number;
}
export const mostCounted = 1000;

/** The lag of a position: the age of the first event behind it. `log` need not open what is sealed. */
export const lagOf = async (log: EventStore, position: bigint, now: number = Date.now()): Promise<Lag> => {
  const waiting = await log.readAll(position === 0n ? null : position, mostCounted);
  const [first] = waiting;
  const seconds = first === undefined ? 0 : Math.max(0, now - Date.parse(first.metadata.recordedAt)) / 1000;
  return { events: waiting.length, seconds };
};
