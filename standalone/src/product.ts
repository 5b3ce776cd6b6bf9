import { join } from 'node:path';
import { codeOf, StartFault } from './fault.ts';
import { type FirstAdministrator, firstAdministrator } from './first-administrator.ts';
import { freePort, isTaken } from './free-port.ts';
import { keysIn } from './keys.ts';
import { lock } from './lock.ts';
import { placesIn } from './places.ts';
import { databaseAccount } from './postgres/account.ts';
import { type Database, hasData, openDatabase } from './postgres/database.ts';
import { prepareSchema } from './schema.ts';
import type { KeptRunning } from './services/keep-running.ts';
import { endServices } from './services/leftovers.ts';
import { runServices } from './services/run-services.ts';
import type { ServiceName } from './services/services.ts';
import { buildWeb } from './web/build.ts';

export interface ProductOptions {
  /** The data folder. */
  readonly home: string;
  readonly webPort: number;
  readonly webHost: string;
  readonly adminEmail: string;
  readonly settings: Readonly<Record<string, string>>;
  /** For every service alike. */
  readonly env: Readonly<Record<string, string>>;
  /** Told in one line each what a person at the terminal should know. */
  readonly report: (line: string) => void;
}

/** The whole product, running. */
export interface Product {
  readonly url: string;
  readonly database: Database;
  readonly services: Readonly<Record<ServiceName, KeptRunning>>;
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** Where nobody was told yet how to sign in for the first time. */
  readonly first: FirstAdministrator | undefined;
  /** Ends the services, then the database. */
  readonly stop: () => Promise<void>;
}

/** Starts everything on one data folder and waits until it answers; what was started ends again where it cannot. @throws StartFault */
export const startProduct = async (options: ProductOptions): Promise<Product> => {
  const endings: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let end = endings.pop(); end; end = endings.pop()) await end();
  };
  try {
    return await start(options, stop, (end) => endings.push(end));
  } catch (error) {
    await stop();
    if (codeOf(error) === 'ENOSPC')
      throw new StartFault(`The disk is full: ${options.home} cannot be written.`);
    throw error;
  }
};

const start = async (
  options: ProductOptions,
  stop: () => Promise<void>,
  atEnd: (end: () => Promise<unknown>) => void,
): Promise<Product> => {
  const { home, webPort, webHost, adminEmail, settings, env, report } = options;
  const account = databaseAccount();
  const places = placesIn(home, account);
  const url = `http://localhost:${webPort}`;
  const { release } = await lock(home, url);
  atEnd(release);
  const running = join(home, 'running');
  await endServices(running);
  if (await isTaken(webPort, webHost))
    throw new StartFault(
      `Port ${webPort} is taken by another program: end that one, or choose another port, as in PORT=${webPort + 1} npm start.`,
    );
  if (places.elsewhere)
    report(`The database's user cannot enter ${home}: the database is kept in ${places.elsewhere}.`);

  const isFirstStart = !hasData(places.database);
  const keys = await keysIn(places.keys, !isFirstStart);
  const first = await firstAdministrator(places.keys, isFirstStart, adminEmail);
  if (isFirstStart) report('Making the database …');
  const building = buildWeb(report);
  building.catch(() => undefined);
  const database = await openDatabase({ home: places.database, account, keys, settings, report });
  atEnd(database.stop);
  await prepareSchema(database, keys.passwordOf);
  await building;

  const ports = await portsFor(webPort);
  const installation = {
    database,
    keys,
    ports,
    webHost,
    first,
    env: { ...env, NODE_COMPILE_CACHE: places.cache },
  };
  const { services, ready, stop: stopServices } = runServices(installation, places.logs, running, report);
  atEnd(stopServices);
  await ready();
  return { url, database, services, ports, first, stop };
};

const portsFor = async (web: number): Promise<Product['ports']> => {
  const [auth, command, projection, query] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  return { auth, command, projection, query, web };
};
