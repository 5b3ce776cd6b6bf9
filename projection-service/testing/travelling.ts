import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor, World } from '@crm/contracts';
import { createPostgresStore, type Keyring, postgresKeyring } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import type { TestDatabase } from '@crm/service-kit/testing/database';
import type { Limits, TimeMachine } from '../src/time-machine/machine.ts';
import { orderWorld } from '../src/time-machine/order-world.ts';
import { runTimeMachine } from '../src/time-machine/run.ts';

/** A time machine in a test. */
export interface Travelling {
  readonly machine: TimeMachine;
  readonly faults: readonly unknown[];
  readonly order: (asOf: string, by?: Actor) => Promise<World>;
  /** Waits until a world has come to one of these states; null: until it is gone. */
  readonly until: (position: string, ...states: readonly (string | null)[]) => Promise<void>;
  /** Orders a world and waits until it is built; gives its position. */
  readonly build: (asOf: string) => Promise<string>;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

export const auditor: Actor = { id: 'an auditor', role: 'auditor' };
const generous: Limits = { worlds: 3, bytes: 1e9, idleSeconds: 3_600 };

/** A time machine over a test's database, under the service's own role. */
export const travelling = (
  database: TestDatabase,
  masterKey: Buffer,
  limits: Partial<Limits> = {},
  keys?: (keyring: Keyring) => Keyring,
): Travelling => {
  const report = () => undefined;
  const pool = database.pool('crm_projection', { max: 4, report });
  const faults: unknown[] = [];
  const keyring = postgresKeyring(pool, masterKey);
  const machine: TimeMachine = {
    pool,
    log: createPostgresStore(pool, { report }),
    keyring: keys?.(keyring) ?? keyring,
    models: readModels,
    limits: { ...generous, ...limits },
    onFault: (fault) => faults.push(fault),
  };
  let ending = new AbortController();
  let ran: Promise<void> = Promise.resolve();
  const start = (): void => {
    ending = new AbortController();
    ran = runTimeMachine(machine, ending.signal);
  };
  start();
  const until: Travelling['until'] = async (position, ...states) => {
    for (;;) {
      const { rows } = await pool.query('select state from engine.worlds where position = $1', [position]);
      if (states.includes(rows[0]?.state ?? null)) return;
      await sleep(20);
    }
  };
  const order: Travelling['order'] = (asOf, by = auditor) => orderWorld(machine, asOf, by);
  return {
    machine,
    faults,
    order,
    until,
    build: async (asOf) => {
      const { position } = await order(asOf);
      await until(position, 'ready', 'failed');
      return position;
    },
    start,
    stop: async () => {
      ending.abort();
      await ran;
    },
  };
};
