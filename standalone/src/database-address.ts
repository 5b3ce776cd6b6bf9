import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseRole } from '@crm/service-kit/db/roles';
import { keysIn } from './keys.ts';
import { placesIn } from './places.ts';
import { databaseAccount } from './postgres/account.ts';
import { databaseName } from './services/services.ts';

/**
 * The address of the database of the installation in a data folder, for a service or its administrator; null where there
 * is none.
 * Whether it runs is seen by connecting.
 */
export const databaseAddress = async (
  home: string,
  login: DatabaseRole | 'crm_admin',
): Promise<string | null> => {
  if (!existsSync(join(home, 'keys'))) return null;
  const { keys, database } = placesIn(home, databaseAccount());
  const port = await readFile(join(database, 'port'), 'utf8').catch(() => null);
  if (port === null) return null;
  const { passwordOf } = await keysIn(keys, true);
  return `postgres://${login}:${passwordOf(login === 'crm_admin' ? 'administrator' : login)}@127.0.0.1:${port.trim()}/${databaseName}`;
};
