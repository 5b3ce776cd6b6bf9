import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';
import { Counter, Gauge, type Registry } from 'prom-client';
import { type Lag, lagOf, mostCounted, standings } from './standings.ts';

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
  const gauge = (name: string, help: string, collect?: () => Promise<void>): Gauge<'model'> =>
    new Gauge({ name, help, labelNames: ['model'], registers: [registry], ...(collect && { collect }) });
  const position = gauge('read_model_position', 'Position up to which the read model has come.', async () => {
    const lags = new Map<bigint, Lag>();
    for (const standing of await standings(pool, models)) {
      const label = { model: standing.model };
      const lag = lags.get(standing.position) ?? (await lagOf(log, standing.position));
      lags.set(standing.position, lag);
      position.set(label, Number(standing.position));
      parked.set(label, standing.parked);
      lagEvents.set(label, lag.events);
      lagSeconds.set(label, lag.seconds);
    }
  });
  const parked = gauge('read_model_parked_keys', 'Keys that stand still because of an event.');
  const lagEvents = gauge('read_model_lag_events', `Events not yet applied, counted up to ${mostCounted}.`);
  const lagSeconds = gauge('read_model_lag_seconds', 'Age of the first event not yet applied.');
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
