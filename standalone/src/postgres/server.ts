import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFault } from '../fault.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { administrator } from './data-folder.ts';
import { fixed } from './settings.ts';

/** What a server needs to run. */
export interface ServerOptions {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  readonly binaries: Binaries;
  readonly account: Account;
  readonly settings: Readonly<Record<string, string>>;
  /** Where it writes its log. */
  readonly logFile: string;
}

/** A running PostgreSQL. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** The administrator's address of a database. */
  readonly url: (database: string) => string;
  /** Settles when it has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends it: open transactions are rolled back, everything acknowledged is on disk. */
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
}

/** Milliseconds it may take to be ready, recovery from a crash included. */
const patience = 120_000;

/**
 * Starts PostgreSQL on an initialised folder and waits until it answers. It runs in a session of its own, so that Ctrl-C
 * does not end it before the services, and ends by itself when this process is killed. @throws StartFault
 */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  const { folder, port, password, binaries, account, settings, logFile } = options;
  const logSize = existsSync(logFile) ? statSync(logFile).size : 0;
  const log = openSync(logFile, 'a', 0o600);
  const flags = Object.entries({ ...settings, ...fixed, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(binaries.postgres, ['-D', folder, ...flags], {
    ...account,
    cwd: folder,
    detached: true,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = once(child, 'exit').then(
    () => undefined,
    () => undefined,
  );
  if (child.pid === undefined) {
    const [error] = await once(child, 'error');
    throw new StartFault(`PostgreSQL could not be started: ${error.message}`);
  }
  const leash = leashed(child.pid, account);
  void ended.then(() => leash.kill('SIGKILL'));
  await ready(child, folder, async () =>
    whyNot((await readFile(logFile)).subarray(logSize).toString(), port, logFile),
  );
  const end = (signal: 'SIGINT' | 'SIGKILL') =>
    (child.exitCode ?? child.signalCode) === null && child.kill(signal);
  return {
    pid: child.pid,
    port,
    url: (database) => `postgres://${administrator}:${password}@127.0.0.1:${port}/${database}`,
    ended,
    stop: async () => {
      end('SIGINT');
      await ended;
    },
    kill: () => end('SIGKILL'),
  };
};

/** Ends the server when the pipe from us closes, which happens even to those who are killed with -9. */
const leashed = (pid: number, account: Account): ChildProcess => {
  const guard = spawn('sh', ['-c', `trap '' INT TERM HUP; cat >/dev/null; kill -INT ${pid}`], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  guard.stdin?.on('error', () => undefined);
  if (guard.stdin !== null && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function')
    guard.stdin.unref();
  return guard;
};

/** postmaster.pid says so on its eighth line: what pg_ctl waits for, too. */
const ready = async (child: ChildProcess, folder: string, why: () => Promise<string>): Promise<void> => {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new StartFault(await why());
    const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return;
    await sleep(10);
  }
  child.kill('SIGQUIT');
  throw new StartFault(`PostgreSQL was not ready within ${patience / 1000} seconds. ${await why()}`);
};

const whyNot = (said: string, port: number, logFile: string): string => {
  if (said.includes('No space left on device'))
    return 'The disk is full: PostgreSQL cannot start until there is room.';
  if (said.includes('could not bind'))
    return `Port ${port}, which the database wants, is taken by another program.`;
  const fatal = said.match(/(?:FATAL|PANIC): {2}(.+)/)?.[1] ?? said.trim().split('\n').at(-1) ?? '';
  return `PostgreSQL cannot open its data folder: ${fatal} (more in ${logFile}).`;
};
