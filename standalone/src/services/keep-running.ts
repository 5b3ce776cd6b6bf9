import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFault } from '../fault.ts';
import type { LogFile } from './log-file.ts';
import { faultsIn } from './said.ts';

/** What a process is started as. */
export interface Program {
  readonly name: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly log: LogFile;
  /** Told the process's number each time that it is started. */
  readonly born: (pid: number) => void;
  /** Told in one line what goes wrong with it. */
  readonly report: (line: string) => void;
}

/** A service that is started again whenever it ends. */
export interface KeptRunning {
  readonly pid: () => number | undefined;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Settles when it first listens. @throws StartFault where it does not come to that */
  readonly listening: Promise<void>;
  /** Ends it for good: asked first, killed when it does not hear. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds: the first wait before it is started again, the longest, and how long it must live to start over. */
const pauses = { first: 100, longest: 2_000, healthy: 5_000 } as const;
/** Milliseconds for a service to end by itself: more than its own grace. */
const patience = 15_000;
/** How often it may end before it ever listened: more tries would only hide why. */
const tries = 3;
/** Its environment or its keys are wrong (EX_CONFIG): starting it again would change nothing. */
const refused = 78;

/** Starts a service, and again with a growing pause whenever it ends by itself. It ends when this process does. */
export const keepRunning = (program: Program): KeptRunning => {
  const { name, report } = program;
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => undefined);
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  let deaths = 0;

  const run = async (): Promise<void> => {
    for (let pause: number = pauses.first; !stopping.signal.aborted; ) {
      const since = Date.now();
      const { process, faults } = started(program);
      child = process;
      if (process.pid !== undefined) program.born(process.pid);
      process.once('message', () => first.resolve());
      const [code, signal] = await once(process, 'close').catch((error) => [String(error), null]);
      if (stopping.signal.aborted) return;
      const why = faults().at(-1);
      deaths += 1;
      if (code === refused)
        first.reject(new StartFault(`${name}: ${faults().join(' ') || 'its environment is refused'}`));
      else if (deaths >= tries)
        first.reject(
          new StartFault(`${name} does not start: ${why ?? `exit code ${code}`} (more in its log).`),
        );
      if (Date.now() - since > pauses.healthy) pause = pauses.first;
      report(
        `${name} ended (${signal ?? `exit code ${code}`})${why ? `: ${why}` : ''}; it is started again.`,
      );
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      pause = Math.min(2 * pause, pauses.longest);
    }
  };
  const over = run();

  return {
    pid: () => child?.pid,
    kill: (signal) => void child?.kill(signal),
    listening: first.promise,
    stop: async () => {
      stopping.abort();
      first.reject(new StartFault(`${name} was stopped before it was ready.`));
      child?.kill('SIGTERM');
      const killed = setTimeout(() => child?.kill('SIGKILL'), patience);
      await over;
      clearTimeout(killed);
    },
  };
};

/** In a session of its own, so that Ctrl-C reaches the supervisor alone, which ends everything in order. */
const started = ({ file, env, log }: Program) => {
  const child = spawn(process.execPath, [file], {
    detached: true,
    env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let last = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      last = (last + chunk.toString()).slice(-8_000);
    });
  return { process: child, faults: () => faultsIn(last) };
};
