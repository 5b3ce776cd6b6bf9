import { existsSync } from 'node:fs';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isTaken } from '../free-port.ts';
import type { Keys } from '../keys.ts';
import type { Account } from './account.ts';
import { binariesFor } from './binaries.ts';
import { initialise, inspect } from './data-folder.ts';
import { endLeftover } from './leftover.ts';
import { startServer } from './server.ts';

/** The installation's PostgreSQL, started again by itself when it dies. */
export interface Database {
  readonly pid: () => number;
  readonly url: (database: string) => string;
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
}

export interface DatabaseOptions {
  /** The folder around the data folder. */
  readonly home: string;
  readonly account: Account;
  readonly keys: Keys;
  readonly settings: Readonly<Record<string, string>>;
  /** Told in one line what happened to it. */
  readonly report: (line: string) => void;
}

/** Whether anything was ever stored below this folder. */
export const hasData = (home: string): boolean => existsSync(join(home, 'data'));

/** Opens the database: made at the first start, recovered after a crash, kept running until `stop`. @throws StartFault */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const { home, account, keys, settings, report } = options;
  const folder = join(home, 'data');
  const binaries = await binariesFor(account);
  const password = keys.passwordOf('administrator');
  if (!hasData(home)) await initialise(folder, binaries, account, password);
  await inspect(folder, binaries);
  await endLeftover(folder);
  const port = await rememberedPort(join(home, 'port'));
  const logFile = join(home, 'postgres.log');
  await rotate(logFile);
  const start = () => startServer({ folder, port, password, binaries, account, settings, logFile });

  let server = await start();
  let stopping = false;
  const watch = (): void =>
    void server.ended.then(async () => {
      for (let pause = 100; !stopping; pause = Math.min(2 * pause, 5_000)) {
        report('The database ended; it is started again.');
        const again = await start().catch((error: Error) => void report(error.message));
        if (again) {
          server = again;
          if (stopping) await again.stop();
          return watch();
        }
        await sleep(pause);
      }
    });
  watch();
  return {
    pid: () => server.pid,
    url: (database) => server.url(database),
    kill: () => server.kill(),
    stop: async () => {
      stopping = true;
      await server.stop();
    },
  };
};

/** The same port at every start, so that tools can be pointed at it, unless another program took it meanwhile. */
const rememberedPort = async (file: string): Promise<number> => {
  const remembered = Number(await readFile(file, 'utf8').catch(() => ''));
  if (remembered > 0 && !(await isTaken(remembered, '127.0.0.1'))) return remembered;
  const port = await freePort();
  await writeFile(file, String(port));
  return port;
};

/** Most bytes of the database's log that are kept from one start to the next, beside as much of the one before. */
const logLimit = 10_000_000;

const rotate = async (file: string): Promise<void> => {
  const size = existsSync(file) ? (await stat(file)).size : 0;
  if (size > logLimit) await rename(file, `${file}.1`);
};
