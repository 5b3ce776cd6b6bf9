import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFault } from '../fault.ts';

/** Milliseconds for a server that lost its supervisor to end. */
const patience = 30_000;

/**
 * Ends a server that outlived its supervisor, and forgets a postmaster.pid whose process is gone or is by now another
 * program's. Only for whoever holds the data folder's lock. @throws StartFault
 */
export const endLeftover = async (folder: string): Promise<void> => {
  const file = join(folder, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  const isOurs = () => commandOf(pid).includes(`-D ${folder}`);
  for (const until = Date.now() + patience; isOurs() && Date.now() < until; await sleep(50))
    process.kill(pid, 'SIGINT');
  if (isOurs())
    throw new StartFault(
      `A PostgreSQL of an earlier start (process ${pid}) does not end: end it, and start again.`,
    );
  await rm(file, { force: true });
};

/** What a process was started as; empty when it is gone. */
export const commandOf = (pid: number): string => {
  if (!existsSync('/proc/self/cmdline'))
    return spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\0', ' ') : '';
};
