import type { EventStore } from '@crm/event-store';
import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { lagOf } from '../standings.ts';
import { signedPosition } from './consistency.ts';

/** What is measured, and of whom. */
interface Measured {
  readonly registry: Registry;
  readonly pool: Pool;
  readonly log: EventStore;
}

/** Registers how far the notary is behind, looked up when it is asked for: one that stands still signs nothing. */
export const notaryMetrics = ({ registry, pool, log }: Measured): void => {
  const lag: Gauge = new Gauge({
    name: 'notary_lag_seconds',
    help: 'Age of the first event that is not signed yet.',
    registers: [registry],
    collect: async (): Promise<void> => {
      lag.set((await lagOf(log, await signedPosition(pool))).seconds);
    },
  });
};
