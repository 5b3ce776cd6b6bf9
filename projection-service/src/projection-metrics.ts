import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import { lookedUpOnce } from '@crm/service-kit/metrics';
import type { Pool } from 'pg';
import { Counter, Gauge, type Registry } from 'prom-client';
import { concerns, type Lag, lagOf, mostCounted, standings } from './standings.ts';

/** What is measured, and of whom. */
interface Measured {
  readonly registry: Registry;
  readonly pool: Pool;
  readonly log: EventStore;
  readonly models: readonly ReadModel[];
}

/** What this process counts by itself. */
interface Counted {
  readonly applied: Counter<'model'>;
  readonly held: Gauge;
}

/** Registers what operators watch of every read model, looked up when it is asked for, and what this process does. */
export const projectionMetrics = ({ registry, pool, log, models }: Measured): Counted => {
  const gauge = (name: string, help: string, collect: () => Promise<void>): Gauge<'model'> =>
    new Gauge({ name, help, labelNames: ['model'], registers: [registry], collect });

  const stand = lookedUpOnce(async () => {
    const lags = new Map<bigint, Lag>();
    const all = await standings(pool, models);
    for (const { position } of all) if (!lags.has(position)) lags.set(position, await lagOf(log, position));
    for (const one of [reached, parked, lagEvents, lagSeconds]) one.reset();
    for (const { model, position, parked: keys } of all) {
      const lag = lags.get(position);
      reached.set({ model }, Number(position));
      parked.set({ model }, keys);
      lagEvents.set({ model }, lag?.events ?? 0);
      lagSeconds.set({ model }, lag?.seconds ?? 0);
    }
  });
  const reached = gauge('read_model_position', 'Position up to which the read model has come.', stand);
  const parked = gauge('read_model_parked_keys', 'Keys that stand still because of an event.', stand);
  const counted = `Events not yet applied, counted up to ${mostCounted}.`;
  const lagEvents = gauge('read_model_lag_events', counted, stand);
  const lagSeconds = gauge('read_model_lag_seconds', 'Age of the first event not yet applied.', stand);

  const concern = lookedUpOnce(async () => {
    const all = await concerns(pool, models);
    for (const one of [followed, failed]) one.reset();
    for (const { model, ...concern } of all) {
      followed.set({ model }, Number(concern.followed));
      failed.set({ model }, Number(concern.rebuildFailed));
    }
  });
  const isOther = '0 where what is shown is of a version that this code does not have: it stands.';
  const followed = gauge('read_model_followed', isOther, concern);
  const failed = gauge('read_model_rebuild_failed', '1 where the last rebuild that ended failed.', concern);

  const restored: Gauge = new Gauge({
    name: 'log_restored',
    help: '1 where the log is not the one that was followed: nothing is, and no question is answered.',
    registers: [registry],
    collect: async (): Promise<void> => {
      restored.set((await pool.query('select from engine.log_restored')).rowCount ?? 0);
    },
  });
  return {
    applied: new Counter({
      name: 'read_model_events_total',
      help: 'Events applied by this process.',
      labelNames: ['model'],
      registers: [registry],
    }),
    held: new Gauge({
      name: 'projection_partitions_held',
      help: 'Partitions of the log that this process works on.',
      registers: [registry],
    }),
  };
};
