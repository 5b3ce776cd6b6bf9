import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, StartFault } from './fault.ts';
import { type Account, canEnter } from './postgres/account.ts';
import { makeSystemFolder, systemFolder } from './postgres/binaries.ts';

/** Where an installation keeps what. */
export interface Places {
  readonly home: string;
  readonly keys: string;
  readonly logs: string;
  readonly cache: string;
  /** The folder around the database's own: its log, and its data until they are whole. */
  readonly database: string;
  /** Where the database's user could not enter `home`: says so to the person at the terminal. */
  readonly elsewhere: string | undefined;
}

/**
 * The places below `home`, made where they are missing. Where root starts the product in a place that the database's own
 * user cannot enter, its data go to a system folder named after `home`. @throws StartFault
 */
export const placesIn = (home: string, account: Account): Places => {
  try {
    mkdirSync(home, { recursive: true });
    const inside = join(home, 'postgres');
    const usable = existsSync(join(inside, 'data')) || canEnter(account, home);
    const database = usable ? inside : join(systemFolder, nameOf(home));
    const places = { home, keys: join(home, 'keys'), logs: join(home, 'logs'), cache: join(home, 'cache') };
    for (const folder of [places.logs, places.cache]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!usable) makeSystemFolder();
    mkdirSync(database, { recursive: true, mode: 0o700 });
    if ('uid' in account) chownSync(database, account.uid, account.gid);
    return { ...places, database, elsewhere: usable ? undefined : database };
  } catch (error) {
    throw faultOf(error, home);
  }
};

const nameOf = (home: string): string =>
  createHash('sha256').update(resolve(home)).digest('hex').slice(0, 12);

const faultOf = (error: unknown, home: string): unknown => {
  const code = codeOf(error);
  if (code === 'ENOSPC') return new StartFault(`The disk is full: ${home} cannot be written.`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new StartFault(`The data folder ${home} cannot be written by this user.`);
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new StartFault(`${home} should be the data folder, and is not a folder.`);
  return error;
};
