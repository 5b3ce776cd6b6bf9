import { writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf } from '../postgres/leftover.ts';
import { programOf, serviceNames } from './services.ts';

/** The services that run now, written down for a start after this process was killed. */
export const rememberServices = (file: string, pids: Iterable<number>): void =>
  writeFileSync(file, [...pids].join('\n'));

/**
 * Ends services that outlived a killed supervisor: they would end by themselves, but only after their requests, and until
 * then they hold the web port. Only for whoever holds the installation's lock.
 */
export const endServices = async (file: string): Promise<void> => {
  const pids = (await readFile(file, 'utf8').catch(() => '')).split('\n').map(Number);
  const programs = serviceNames.map(programOf);
  const ours = () =>
    pids.filter((pid) => pid > 1 && programs.some((program) => commandOf(pid).includes(program)));
  for (const pid of ours()) process.kill(pid, 'SIGKILL');
  for (let tries = 100; tries > 0 && ours().length > 0; tries -= 1) await sleep(20);
  await rm(file, { force: true });
};
