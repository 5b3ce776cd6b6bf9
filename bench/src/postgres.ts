import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@crm/service-kit/db/migrate';
import { createPool, type PoolOptions } from '@crm/service-kit/db/pool';
import { type DatabaseRole, ensureRoles } from '@crm/service-kit/db/roles';
import type { Pool } from 'pg';
import { freePort } from '../../standalone/src/free-port.ts';
import { databaseAccount } from '../../standalone/src/postgres/account.ts';
import { binariesFor } from '../../standalone/src/postgres/binaries.ts';
import { initialise } from '../../standalone/src/postgres/data-folder.ts';
import { startServer } from '../../standalone/src/postgres/server.ts';
import { durable } from '../../standalone/src/postgres/settings.ts';

/** A migrated PostgreSQL of a figure's own, as durable as the product's. */
export interface BenchDatabase {
  readonly url: (role: DatabaseRole | 'admin') => string;
  readonly pool: (role: DatabaseRole | 'admin', options?: PoolOptions) => Pool;
  readonly close: () => Promise<void>;
}

/** Starts one in a folder of its own, with the settings that `npm start` uses. */
export const benchDatabase = async (): Promise<BenchDatabase> => {
  const account = databaseAccount();
  const binaries = await binariesFor(account);
  const home = await mkdtemp(join(tmpdir(), 'crm-bench-'));
  if ('uid' in account) await chown(home, account.uid, account.gid);
  const [folder, password] = [join(home, 'data'), randomBytes(16).toString('hex')];
  await initialise(folder, binaries, account, password);
  const server = await startServer({
    folder,
    binaries,
    account,
    password,
    port: await freePort(),
    settings: durable,
    logFile: join(home, 'postgres.log'),
  });
  const pools: Pool[] = [];
  let closing = false;
  // The server takes leave of connections that are being closed: nobody needs to hear that.
  const report = (error: unknown): void => {
    if (!closing) process.emitWarning(String(error));
  };
  const url: BenchDatabase['url'] = (role) => {
    const address = new URL(server.url('postgres'));
    if (role !== 'admin') Object.assign(address, { username: role, password });
    return address.href;
  };
  const pool: BenchDatabase['pool'] = (role, options) => {
    const made = createPool(url(role), { name: role, report, ...options });
    pools.push(made);
    return made;
  };
  const admin = await pool('admin').connect();
  await ensureRoles(admin, () => password);
  await migrate(admin);
  admin.release();
  return {
    url,
    pool,
    close: async () => {
      closing = true;
      await Promise.all(pools.map((each) => each.end()));
      await server.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
