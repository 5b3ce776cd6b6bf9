import type { readModelQuestions } from '@crm/contracts';
import { type Answers, guarded } from '@crm/service-kit/questions/answers';
import { paged } from '@crm/service-kit/questions/keyset';
import { all, sql } from '@crm/service-kit/questions/sql';
import { readModelStandings } from './read-model-standings.ts';
import type { Sources } from './sources.ts';

const always = sql`select`;

/** What can be asked about the read models: their standing is nobody's in particular. */
export const readModelAnswers = ({ pool, sealed, models }: Sources): Answers<typeof readModelQuestions> => ({
  readModels: () => guarded(always, async () => ({ body: await readModelStandings(pool, sealed, models) })),

  rebuilds: () => sql`
    with measured as (
      select
        *,
        state in ('done', 'cancelled', 'failed') as ended,
        events_done / nullif(extract(epoch from coalesce(finished_at, now()) - started_at), 0) as speed
      from engine.rebuilds
    )
    select
      id,
      kind,
      models,
      state,
      requested_by,
      requested_at,
      started_at,
      finished_at,
      events_done::double precision as done,
      events_total::double precision as total,
      nullif(speed, 0)::double precision as rate,
      case when not ended and events_done < events_total
        then ((events_total - events_done) / nullif(speed, 0))::double precision
      end as seconds_left,
      fault
    from measured
    where not ended or id in (select id from engine.rebuilds order by requested_at desc limit 20)
    order by requested_at desc`,

  parkedKeys: ({ model, after, limit }) =>
    paged(
      {
        by: [
          { column: 'model', type: 'text' },
          { column: 'version', type: 'integer' },
          { column: 'build', type: 'integer' },
          { column: 'key', type: 'text' },
        ],
        order: 'asc',
        after,
        limit,
      },
      ({ where, end }) => sql`
        select model, version, build, key, stream, position, event_id, event_type, parked_at
        from engine.parked
        where ${all([where, model === undefined ? undefined : sql`model = ${model}`])}
        ${end}`,
    ),
});
