import { createPostgresStore, type EventStore } from '@crm/event-store';
import { keptIn } from '@crm/event-store/postgres/kept';
import type { Pool } from 'pg';
import { ConfigError, type LogConfig } from './config.ts';

/**
 * The log that the configuration names, sealed as it is stored. Keys, checkpoints and read models are in Postgres with
 * either. `report` is told what the store overcomes by itself.
 * @throws ConfigError where the log is kept elsewhere, Unavailable
 */
export const openLog = async (
  { EVENT_STORE, EVENTSTORE_URL }: LogConfig,
  pool: Pool,
  report: (error: unknown) => void,
): Promise<EventStore> => {
  if (EVENT_STORE === 'eventstoredb' && EVENTSTORE_URL === undefined)
    throw new ConfigError(['EVENTSTORE_URL is missing: EVENT_STORE is eventstoredb']);
  const kept = await keptIn(pool, EVENT_STORE);
  if (kept !== EVENT_STORE)
    throw new ConfigError([`This installation's log is kept in ${kept}: start it with EVENT_STORE=${kept}.`]);
  if (EVENTSTORE_URL === undefined || kept === 'postgres') return createPostgresStore(pool, { report });
  // Its client and gRPC are loaded only where they are used.
  const { createEventStoreDbStore } = await import('@crm/event-store/eventstoredb/store');
  return createEventStoreDbStore(EVENTSTORE_URL, { report });
};
