import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type KeptRunning, keepRunning } from './keep-running.ts';
import { endServices, rememberServices } from './leftovers.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { environmentOf, type Installation, programOf, type ServiceName, serviceNames } from './services.ts';

/** The five services, each kept running. */
export interface Services {
  readonly services: Readonly<Record<ServiceName, KeptRunning>>;
  /** Waits until every one answers; says which do not yet after a minute, and goes on. @throws StartFault */
  readonly ready: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Milliseconds to wait for a service that listens and is not ready: a read model may be catching up. */
const patience = 60_000;

/** Starts all at once; `running` is the file that remembers their processes. */
export const runServices = (
  installation: Installation,
  logs: string,
  running: string,
  report: (line: string) => void,
): Services => {
  const pids = new Map<ServiceName, number>();
  const logFiles: LogFile[] = [];
  const keep = (name: ServiceName): KeptRunning => {
    const log = openLogFile(join(logs, `${name}.log`));
    logFiles.push(log);
    return keepRunning({
      name,
      file: programOf(name),
      env: environmentOf(name, installation),
      log,
      report,
      born: (pid) => rememberServices(running, pids.set(name, pid).values()),
    });
  };
  const services = {
    auth: keep('auth'),
    command: keep('command'),
    projection: keep('projection'),
    query: keep('query'),
    web: keep('web'),
  };
  const stop = async (): Promise<void> => {
    await Promise.all(serviceNames.map((name) => services[name].stop()));
    await Promise.all(logFiles.map((log) => log.close()));
    await endServices(running);
  };
  const isReady = async (name: ServiceName): Promise<boolean> => {
    try {
      return (await fetch(`http://127.0.0.1:${installation.ports[name]}/health/ready`)).ok;
    } catch {
      return false;
    }
  };
  return {
    services,
    ready: async () => {
      const until = Date.now() + patience;
      for (const name of serviceNames) {
        await services[name].listening;
        while (!(await isReady(name)) && Date.now() < until) await sleep(25);
        if (Date.now() >= until) report(`${name} is not ready yet: see ${join(logs, `${name}.log`)}.`);
      }
    },
    stop,
  };
};
