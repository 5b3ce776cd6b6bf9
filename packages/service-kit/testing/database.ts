import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { migrate, migrationFolders } from '../src/db/migrate.ts';
import { createPool, type PoolOptions } from '../src/db/pool.ts';
import { type DatabaseRole, ensureRoles } from '../src/db/roles.ts';

/** A migrated database of its own for a test. */
export interface TestDatabase {
  /** The address for a service's role; the administrator's where none is named. */
  readonly url: (role?: DatabaseRole | 'admin') => string;
  /** A pool for a role; `drop` ends it. */
  readonly pool: (role?: DatabaseRole | 'admin', options?: PoolOptions) => pg.Pool;
  /**
   * Ends connections to this database, as an administrator or a crash would: those whose row of pg_stat_activity meets a
   * condition. Other tests on the same cluster keep theirs. Gives how many there were.
   */
  readonly kill: (which: string) => Promise<number>;
  readonly drop: () => Promise<void>;
}

/** Of every role on the test cluster, which listens on loopback only and dies with the run. */
const password = 'test';

/** Clones the migrated template, which the first test of a cluster makes: about 50 ms instead of all the migrations. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin('postgres', async (admin) => {
    const template = await templateIn(admin);
    await admin.query(`create database ${name} template ${template}`);
  });
  const pools: pg.Pool[] = [];
  const url = (role: DatabaseRole | 'admin' = 'admin'): string => {
    const address = new URL(clusterUrl());
    address.pathname = `/${name}`;
    if (role !== 'admin') Object.assign(address, { username: role, password });
    return address.href;
  };
  const pool: TestDatabase['pool'] = (role, options) => {
    const made = createPool(url(role), { name: role ?? 'admin', ...options });
    pools.push(made);
    return made;
  };
  return {
    url,
    pool,
    kill: async (which) => {
      const { rowCount } = await asAdmin(name, (admin) =>
        admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and (${which})`,
        ),
      );
      return rowCount ?? 0;
    },
    drop: async () => {
      await Promise.all(pools.filter(({ ended }) => !ended).map((pool) => pool.end()));
      await asAdmin('postgres', (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
};

const clusterUrl = (): string => {
  const url = process.env.TEST_POSTGRES_URL;
  if (url === undefined)
    throw new Error(
      'TEST_POSTGRES_URL is not set: run tests through jest, whose globalSetup starts a cluster',
    );
  return url;
};

/** The template of today's migrations; made once a cluster, however many workers ask at the same time. */
const templateIn = async (admin: pg.Client): Promise<string> => {
  const template = `crm_${await fingerprint()}`;
  await admin.query('select pg_advisory_lock(1)');
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      await ensureRoles(admin, () => password);
      await admin.query('drop database if exists crm_unfinished');
      await admin.query('create database crm_unfinished');
      await asAdmin('crm_unfinished', migrate);
      await admin.query(`alter database crm_unfinished rename to ${template}`);
    }
  } finally {
    await admin.query('select pg_advisory_unlock(1)');
  }
  return template;
};

const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const folder of migrationFolders)
    for (const file of (await readdir(folder)).sort())
      hash.update(file).update(await readFile(new URL(file, folder)));
  return hash.digest('hex').slice(0, 16);
};

const asAdmin = async <Result>(
  database: string,
  work: (admin: pg.Client) => Promise<Result>,
): Promise<Result> => {
  const address = new URL(clusterUrl());
  address.pathname = `/${database}`;
  const admin = new pg.Client(address.href);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
};
