import type { EventStore } from '@crm/event-store';
import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { lagOf } from '../standings.ts';
import { signedPosition } from './consistency.ts';
import { whyItStands } from './still-stands.ts';

/** What is measured, and of whom. */
interface Measured {
  readonly registry: Registry;
  readonly pool: Pool;
  readonly log: EventStore;
}

/** Registers how far the notary is behind, and whether it stands still, looked up when it is asked for. */
export const notaryMetrics = ({ registry, pool, log }: Measured): void => {
  const lag: Gauge = new Gauge({
    name: 'notary_lag_seconds',
    help: 'Age of the first event that is not signed yet.',
    registers: [registry],
    collect: async (): Promise<void> => {
      lag.set((await lagOf(log, await signedPosition(pool))).seconds);
    },
  });
  const changed: Gauge = new Gauge({
    name: 'notary_log_changed',
    help: '1 where the log no longer holds what was noted of it: nothing more is signed.',
    registers: [registry],
    collect: async (): Promise<void> => {
      changed.set((await whyItStands(pool, log)) === null ? 0 : 1);
    },
  });
};
