import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseRole } from '@crm/service-kit/db/roles';
import { StartFault } from './fault.ts';

/** The secrets of one installation. */
export interface Keys {
  /** Wraps the keys that personal fields are sealed under. 32 bytes, base64. */
  readonly master: string;
  /** The master key before, while it is being replaced. */
  readonly previous: string | undefined;
  /** Under which e-mail addresses are found without being stored. 32 bytes, base64. */
  readonly lookup: string;
  /** Signs access tokens: ES256, PKCS #8 PEM. */
  readonly signing: string;
  /** Signs what was noted of the log: Ed25519, PKCS #8 PEM. */
  readonly notary: string;
  readonly passwordOf: (login: DatabaseRole | 'administrator') => string;
}

/** What each key file holds when it is made. */
const secrets = {
  master: () => randomBytes(32).toString('base64'),
  lookup: () => randomBytes(32).toString('base64'),
  'signing.pem': () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  'notary.pem': () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  database: () => randomBytes(32).toString('base64'),
} as const;

/** What installations that are older than the notary lack: a log that was signed already refuses another key by itself. */
const isLate = (name: keyof typeof secrets): boolean => name === 'notary.pem';

/**
 * Reads the keys in `folder`, or makes them where there is no data yet that other keys could have written. A file
 * `master.previous` holds the master key that is being replaced. MASTER_KEY, MASTER_KEY_PREVIOUS, LOOKUP_KEY, SIGNING_KEY
 * and NOTARY_KEY of the environment go before the files. @throws StartFault
 */
export const keysIn = async (
  folder: string,
  hasData: boolean,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Keys> => {
  if (!hasData && !existsSync(folder)) await makeAll(folder);
  const read = async (name: keyof typeof secrets, given?: string): Promise<string> => {
    if (given) return given;
    const file = join(folder, name);
    if (!existsSync(file) && existsSync(folder) && (!hasData || isLate(name)))
      await writeFile(file, secrets[name](), { mode: 0o600 });
    const held = await readFile(file, 'utf8').catch(() => '');
    if (held.trim() === '')
      throw new StartFault(
        `The key ${file} is missing, and there is data that was written with it: put the key back from its backup; without it the data cannot be read.`,
      );
    return held.trim();
  };
  const previous =
    env.MASTER_KEY_PREVIOUS ?? (await readFile(join(folder, 'master.previous'), 'utf8').catch(() => ''));
  const [master, lookup, signing, notary, database] = await Promise.all([
    read('master', env.MASTER_KEY),
    read('lookup', env.LOOKUP_KEY),
    read('signing.pem', env.SIGNING_KEY),
    read('notary.pem', env.NOTARY_KEY),
    read('database'),
  ]);
  return {
    master,
    previous: previous.trim() || undefined,
    lookup,
    signing,
    notary,
    passwordOf: (login) => createHmac('sha256', database).update(login).digest('hex'),
  };
};

/** All or none: the folder gets its name last. */
const makeAll = async (folder: string): Promise<void> => {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  for (const [name, make] of Object.entries(secrets))
    await writeFile(join(unfinished, name), make(), { mode: 0o600, flush: true });
  await rename(unfinished, folder);
};
