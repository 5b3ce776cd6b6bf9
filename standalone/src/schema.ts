import { migrate } from '@crm/service-kit/db/migrate';
import type { DatabaseRole } from '@crm/service-kit/db/roles';
import { ensureRoles } from '@crm/service-kit/db/roles';
import pg from 'pg';
import type { Database } from './postgres/database.ts';
import { databaseName } from './services/services.ts';

/** Brings the database to what this release expects: its logins, its tables. */
export const prepareSchema = async (
  database: Database,
  passwordOf: (role: DatabaseRole) => string,
): Promise<void> => {
  await asAdministrator(database.url('postgres'), async (admin) => {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await admin.query(`create database ${databaseName}`);
    await ensureRoles(admin, passwordOf);
  });
  await asAdministrator(database.url(databaseName), migrate);
};

const asAdministrator = async (url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> => {
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
};
