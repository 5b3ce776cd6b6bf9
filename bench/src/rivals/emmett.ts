import { getPostgreSQLEventStore, type PostgresEventStore } from '@event-driven-io/emmett-postgresql';
import type { Pool } from 'pg';

/** emmett's event store, with tables of its own in the same database, on connections that are open already. */
export const emmettStore = async (url: string, pool: Pool): Promise<PostgresEventStore> => {
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return store;
};
