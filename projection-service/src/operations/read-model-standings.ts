import type { ReadModelStanding } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';
import { type Lag, lagOf } from '../standings.ts';

/** How the models of this code stand, in their order; `log` need not open what is sealed. */
export const readModelStandings = async (
  pool: Pool,
  log: EventStore,
  models: readonly ReadModel[],
): Promise<readonly ReadModelStanding[]> => {
  const known = new Map((await knownOf(pool, models)).map((each) => [each.model, each]));
  const lags = new Map<bigint, Promise<Lag>>();
  const lagAt = (position: bigint): Promise<Lag> => {
    const lag = lags.get(position) ?? lagOf(log, position);
    lags.set(position, lag);
    return lag;
  };
  return Promise.all(
    models.map(async (model) => {
      const each = known.get(model.name);
      const lag = await lagAt(each?.position ?? 0n);
      const followed = each?.version === model.version;
      return {
        model: model.name,
        shape: model.shape,
        group: model.shape === 'summary' ? model.over : model.name,
        shown: buildOf(each?.version, each?.build, each?.shownAt),
        codeVersion: model.version,
        followed,
        kept: buildOf(each?.keptVersion, each?.keptBuild, each?.keptShownAt),
        position: String(each?.position ?? 0n),
        lagEvents: lag.events,
        lagSeconds: lag.seconds,
        rate: followed ? (each?.rate ?? 0) : 0,
        parked: each?.parked ?? 0,
      };
    }),
  );
};

const buildOf = (
  version: number | null = null,
  build: number | null = null,
  shownAt: string | null = null,
): ReadModelStanding['shown'] => (version === null || build === null ? null : { version, build, shownAt });

/** A read model as the engine's tables know it. */
interface Known {
  readonly model: string;
  readonly version: number | null;
  readonly build: number | null;
  readonly shownAt: string | null;
  readonly keptVersion: number | null;
  readonly keptBuild: number | null;
  readonly keptShownAt: string | null;
  readonly position: bigint;
  readonly parked: number;
  readonly rate: number;
}

/** A replica that was not seen for so many seconds applies nothing any more. */
const silence = 15;

const knownOf = async (pool: Pool, models: readonly ReadModel[]): Promise<readonly Known[]> => {
  const { rows } = await pool.query<Known>({
    name: 'read model standings',
    text: `
      select
        asked.model,
        shown.version,
        shown.build,
        shown.shown_at as "shownAt",
        kept.version as "keptVersion",
        kept.build as "keptBuild",
        kept.shown_at as "keptShownAt",
        coalesce(reached.position, 0) as position,
        (select count(*)::integer from engine.parked p
         where (p.model, p.version, p.build) = (shown.model, shown.version, shown.build)) as parked,
        (select coalesce(sum(rate), 0) from engine.replicas
         where seen > now() - make_interval(secs => $2)) as rate
      from unnest($1::text[]) as asked (model)
      left join engine.builds shown on shown.model = asked.model and shown.state = 'shown'
      left join lateral (
        select version, build, shown_at from engine.builds b
        where b.model = asked.model and b.state = 'kept'
        order by shown_at desc nulls last
        limit 1
      ) kept on true
      left join lateral (
        select min(c.position) as position from engine.checkpoints c
        where (c.model, c.version, c.build) = (shown.model, shown.version, shown.build)
      ) reached on true`,
    values: [models.map(({ name }) => name), silence],
  });
  return rows;
};
