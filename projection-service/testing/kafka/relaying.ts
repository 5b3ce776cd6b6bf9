import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import type { TestDatabase } from '@crm/service-kit/testing/database';
import type { Pool } from 'pg';
import { kafkaPublisher } from '../../src/kafka/kafka-publisher.ts';
import { react } from '../../src/reactors/react.ts';
import { relay } from '../../src/relay/relay.ts';

/** A relay at work in a test. */
export interface Relaying {
  readonly faults: readonly unknown[];
  readonly stop: () => Promise<void>;
}

/** Relays the log behind a pool of the service's own role. */
export const startRelay = (pool: Pool, brokers: string, prefix: string): Relaying => {
  const log = createPostgresStore(pool, { report: () => undefined });
  const faults: unknown[] = [];
  const ending = new AbortController();
  const address = { brokers: brokers.split(','), tls: false };
  const reacted = react(
    relay(prefix, () => kafkaPublisher(address)),
    { pool, log, onFault: (_, fault) => faults.push(fault) },
    ending.signal,
  );
  return {
    faults,
    stop: async () => {
      ending.abort();
      await reacted;
      await log.close();
    },
  };
};

/** Up to where the relay has told the log. */
export const relayedTo = async (database: TestDatabase): Promise<bigint> => {
  const pool = database.pool('crm_projection', { max: 1 });
  const { rows } = await pool.query<{ position: bigint }>(
    `select position from engine.reactors where name = 'relay'`,
  );
  await pool.end();
  return rows[0]?.position ?? 0n;
};

/** Waits until the relay has told the whole log. */
export const relayed = async (database: TestDatabase, store: EventStore): Promise<void> => {
  const head = (await store.head()) ?? 0n;
  while ((await relayedTo(database)) < head) await sleep(20);
};
