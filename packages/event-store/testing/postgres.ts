import { type TestDatabase, testDatabase } from '../../service-kit/testing/database.ts';
import type { EventStore } from '../src/port.ts';
import { createPostgresStore, type PostgresOptions } from '../src/postgres/store.ts';

/** A migrated database, and as many stores over it as a test wants: each with a pool of its own, as a process has. */
export const testLog = async () => {
  const database: TestDatabase = await testDatabase();
  let opened = 0;
  const pool = () => database.pool('crm_command', { max: 6, name: `writer ${++opened}`, report: () => {} });
  const open = (options?: PostgresOptions): EventStore =>
    createPostgresStore(pool(), { report: () => {}, ...options });
  return { database, pool, open };
};
