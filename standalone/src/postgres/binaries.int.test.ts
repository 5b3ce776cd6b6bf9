import { chmod, cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { newFolder } from '../../testing/folder.ts';
import { canRun, databaseAccount } from './account.ts';
import { type Binaries, binariesFor, systemFolder } from './binaries.ts';

const asRoot = process.getuid?.() === 0 ? it : it.skip;

asRoot('copies the programs to where their user can run them, once', async () => {
  const account = databaseAccount();
  const installed = await binariesFor(account);
  const closed = await newFolder();
  await cp(dirname(dirname(installed.postgres)), join(closed, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await chmod(closed, 0o700);
  const unreachable: Binaries = {
    postgres: join(closed, 'native/bin/postgres'),
    initdb: join(closed, 'native/bin/initdb'),
    version: `18-test-${process.pid}`,
  };
  const copy = join(systemFolder, `postgresql-${unreachable.version}`);
  try {
    const copied = await binariesFor(account, unreachable);
    expect(copied.postgres).toBe(join(copy, 'bin/postgres'));
    expect(canRun(account, copied.postgres)).toBe(true);
    await rm(closed, { recursive: true });
    expect(await binariesFor(account, unreachable)).toEqual(copied);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});
