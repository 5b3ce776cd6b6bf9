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

/** Where the builds stand that answers read; a model of which none has this version is missing. */
export const standings = async (pool: Pool, models: readonly ReadModel[]): Promise<readonly Standing[]> => {
  const { rows } = await pool.query<Standing>({
    name: 'standings',
    text: `
      select b.model, c.position,
        (select count(*)::integer from engine.parked p
         where p.model = b.model and p.version = b.version and p.build = b.build) as parked
      from unnest($1::text[], $2::integer[]) as asked (model, version)
      join engine.builds b using (model, version)
      cross join lateral (
        select min(position) as position from engine.checkpoints c
        where c.model = b.model and c.version = b.version and c.build = b.build
      ) c
      where b.state = 'shown'`,
    values: [models.map(({ name }) => name), models.map(({ version }) => version)],
  });
  return rows;
};

/** How many of the models answers find, in whichever version. */
export const shownModels = async (pool: Pool, models: readonly ReadModel[]): Promise<number> => {
  const { rows } = await pool.query<{ shown: number }>({
    name: 'shown models',
    text: `select count(*)::integer as shown from engine.builds where state = 'shown' and model = any($1)`,
    values: [models.map(({ name }) => name)],
  });
  return rows[0]?.shown ?? 0;
};

/** What operators are to hear of a model of which something is shown. */
export interface Concern {
  readonly model: string;
  /** Whether this code follows it: it is of another version else, and stands. */
  readonly followed: boolean;
  /** Whether the last of its rebuilds that came to an end by itself failed. */
  readonly rebuildFailed: boolean;
}

/** What operators are to hear of the models that answers read. */
export const concerns = async (pool: Pool, models: readonly ReadModel[]): Promise<readonly Concern[]> => {
  const { rows } = await pool.query<Concern>({
    name: 'concerns',
    text: `
      select b.model, b.version = asked.version as followed,
        coalesce((
          select r.state = 'failed'
          from engine.rebuilds r
          where b.model = any(r.models) and r.state in ('done', 'failed')
          order by r.finished_at desc
          limit 1
        ), false) as "rebuildFailed"
      from unnest($1::text[], $2::integer[]) as asked (model, version)
      join engine.builds b using (model)
      where b.state = 'shown'`,
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
