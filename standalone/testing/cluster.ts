import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../src/free-port.ts';
import { databaseAccount } from '../src/postgres/account.ts';
import { binariesFor } from '../src/postgres/binaries.ts';
import { initialise } from '../src/postgres/data-folder.ts';
import { type Server, startServer } from '../src/postgres/server.ts';
import { forTests } from '../src/postgres/settings.ts';

declare global {
  /** Between jest's setup and its teardown, which share nothing else. */
  var testCluster: { readonly server: Server; readonly home: string } | undefined;
}

/**
 * One real PostgreSQL for the whole run, its administrator's address in TEST_POSTGRES_URL; one that
 * is already there is used as it is. It ends with the process, however that ends.
 */
export default async (): Promise<void> => {
  if (process.env.TEST_POSTGRES_URL) return;
  const account = databaseAccount();
  const binaries = await binariesFor(account);
  const home = await mkdtemp(join(tmpdir(), 'crm-test-'));
  if ('uid' in account) await chown(home, account.uid, account.gid);
  process.once('exit', () => {
    globalThis.testCluster?.server.kill();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const folder = join(home, 'data');
  const password = randomBytes(16).toString('hex');
  await initialise(folder, binaries, account, password);
  const server = await startServer({
    folder,
    binaries,
    account,
    password,
    port: await freePort(),
    settings: forTests,
    logFile: join(home, 'postgres.log'),
  });
  globalThis.testCluster = { server, home };
  process.env.TEST_POSTGRES_URL = server.url('postgres');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
};
