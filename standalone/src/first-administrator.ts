import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How the first person signs in, until they were told; their password must be changed at once. */
export interface FirstAdministrator {
  readonly email: string;
  readonly password: string;
  /** Forgets the password: from now on only its owner knows it. */
  readonly told: () => Promise<void>;
}

/** No letters that a reader confuses. 16 of 30: 78 bits. */
const letters = 'abcdefghijkmnpqrstuvwxyz234567';

/**
 * The first administrator of an installation, from its first start until one start has told of them: a start that was
 * killed before it could must not leave a password that nobody knows.
 */
export const firstAdministrator = async (
  keys: string,
  isFirstStart: boolean,
  email: string,
): Promise<FirstAdministrator | undefined> => {
  const file = join(keys, 'first-password');
  if (isFirstStart && !existsSync(file)) await writeFile(file, newPassword(), { mode: 0o600 });
  if (!existsSync(file)) return undefined;
  return { email, password: await readFile(file, 'utf8'), told: () => rm(file, { force: true }) };
};

const newPassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-');
