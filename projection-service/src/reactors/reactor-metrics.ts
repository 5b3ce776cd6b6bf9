import type { EventStore } from '@crm/event-store';
import { lookedUpOnce } from '@crm/service-kit/metrics';
import type { Pool } from 'pg';
import { Counter, Gauge, type Registry } from 'prom-client';
import { lagOf } from '../standings.ts';
import type { Reactor } from './react.ts';

/** What is measured, and of whom. */
interface Measured {
  readonly registry: Registry;
  readonly pool: Pool;
  readonly log: EventStore;
  readonly reactors: readonly Reactor[];
}

/** Registers how far each reactor is behind, looked up when it is asked for. Gives the counter of events. */
export const reactorMetrics = ({ registry, pool, log, reactors }: Measured): Counter<'reactor'> => {
  const collect = lookedUpOnce(async () => {
    for (const { name } of reactors) {
      const { rows } = await pool.query<{ position: bigint }>(
        'select position from engine.reactors where name = $1',
        [name],
      );
      const reached = rows[0]?.position ?? 0n;
      position.set({ reactor: name }, Number(reached));
      lag.set({ reactor: name }, (await lagOf(log, reached)).seconds);
    }
  });
  const position: Gauge<'reactor'> = new Gauge({
    name: 'reactor_position',
    help: 'Position up to which the reactor has come.',
    labelNames: ['reactor'],
    registers: [registry],
    collect,
  });
  const lag = new Gauge({
    name: 'reactor_lag_seconds',
    help: 'Age of the first event that the reactor has not reacted to.',
    labelNames: ['reactor'],
    registers: [registry],
    collect,
  });
  return new Counter({
    name: 'reactor_events_total',
    help: 'Events that this process has reacted to.',
    labelNames: ['reactor'],
    registers: [registry],
  });
};
