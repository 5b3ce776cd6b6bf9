import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { StartFault } from '../fault.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** The superuser of every cluster of ours. */
export const administrator = 'crm_admin';

/**
 * Makes a cluster in `folder`, whole or not at all: it gets its name last, so a half-made one is never taken for data.
 * Text is UTF-8, sorted by code point everywhere alike; C.UTF-8 lets pg_trgm see that `ü` is a letter.
 */
export const initialise = async (
  folder: string,
  { initdb }: Binaries,
  account: Account,
  password: string,
): Promise<void> => {
  const unfinished = `${folder}.unfinished`;
  const passwordFile = `${folder}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    for (const path of [unfinished, passwordFile])
      if ('uid' in account) await chown(path, account.uid, account.gid);
    await run(
      initdb,
      [
        ...[`--pgdata=${unfinished}`, `--username=${administrator}`, `--pwfile=${passwordFile}`],
        ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--lc-ctype=C.UTF-8'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ],
      account,
    );
    await rename(unfinished, folder);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
};

/** What every data folder holds; one that lacks any of it was damaged by hand or by a disk. */
const essential = ['global/pg_control', 'base', 'pg_wal', 'pg_hba.conf', 'postgresql.conf', 'PG_VERSION'];

/** Refuses a folder that PostgreSQL could not open, in words that say what is wrong with it. @throws StartFault */
export const inspect = async (folder: string, { version }: Binaries): Promise<void> => {
  const missing = essential.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0)
    throw new StartFault(
      `The data folder ${folder} is damaged: ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing. Restore it from a backup, or move it away to start empty.`,
    );
  const made = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  const major = version.split('.')[0];
  if (made !== major)
    throw new StartFault(
      `The data folder ${folder} was made by PostgreSQL ${made}, and this is PostgreSQL ${major}: start it with the release of the product that made it.`,
    );
};

const run = async (program: string, flags: readonly string[], account: Account): Promise<void> => {
  const child = spawn(program, flags, {
    ...account,
    cwd: dirname(program),
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject);
  child.once('close', resolve);
  const [status, said] = await Promise.all([ended, text(child.stderr)]);
  if (status !== 0)
    throw new StartFault(
      said.includes('No space left on device')
        ? 'The disk is full: the database could not be made.'
        : `The database could not be made: ${said.trim().replaceAll('\n', ' ')}`,
    );
};
