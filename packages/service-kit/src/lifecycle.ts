import { createServer, type Server } from 'node:http';
import { WrongKey } from '@crm/event-store';
import type { Express } from 'express';
import { ConfigError } from './config.ts';
import { createLog, type Log } from './log.ts';

/** What answers, and where. */
export interface Listener {
  readonly app: Express;
  readonly port: number;
  readonly host: string;
}

/** A service that is up: what it answers with, where, and how it ends. */
export interface Running extends Listener {
  /** What is for operators only, where the service itself is open to everybody. */
  readonly operations?: Listener | undefined;
  /** Called once requests have ended. */
  readonly close: () => Promise<void>;
}

/** What a service is handed when it starts. `signal` aborts when it is to end. */
export interface Starting {
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Milliseconds for requests under way to end, and for `close` after them. */
const grace = 5_000;
/** Longer than the gateway keeps its connections, so that it never sends into one that we are just closing. */
const keepAliveTimeout = 75_000;

/** Exit codes: 78 (EX_CONFIG) for an environment that lacks something or holds the wrong keys, 1 for a fault. */
const exit = { config: 78, fault: 1 } as const;

/**
 * Runs a service until SIGTERM, SIGINT or the end of the process that started it: accept no more, let requests end,
 * close. Whatever nobody caught ends it with a line in the log: a service in an unknown state is worth less than a
 * restarted one.
 */
export const runService = async (
  service: string,
  start: (starting: Starting) => Promise<Running>,
): Promise<void> => {
  const log = createLog(service, process.env.LOG_LEVEL || 'info');
  const ending = new AbortController();
  const fail = (error: unknown): never => {
    if (error instanceof ConfigError) for (const problem of error.problems) log.fatal(problem);
    else if (error instanceof WrongKey) log.fatal(error.message);
    else log.fatal({ err: error }, 'the service cannot go on');
    const isConfig = error instanceof ConfigError || error instanceof WrongKey;
    process.exit(isConfig ? exit.config : exit.fault);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  const over = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => over.resolve(signal));
  process.once('disconnect', () => over.resolve('its supervisor ended'));
  try {
    const running = await start({ log, signal: ending.signal });
    const { operations } = running;
    const servers = [await listening(running)];
    log.info({ port: running.port }, 'listening');
    if (operations !== undefined) {
      servers.push(await listening(operations));
      log.info({ port: operations.port }, 'listening for operators');
    }
    process.send?.('listening');
    const reason = await over.promise;
    log.info({ reason }, 'ending');
    setTimeout(() => fail(new Error('the service did not end in time')), 2 * grace).unref();
    ending.abort();
    await Promise.all(servers.map(closed));
    await running.close();
    process.exit(0);
  } catch (error) {
    fail(error);
  }
};

const listening = async ({ app, port, host }: Listener): Promise<Server> => {
  const server = createServer(app);
  server.keepAliveTimeout = keepAliveTimeout;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  server.off('error', reject);
  return server;
};

/** Streams (live changes) have no end of their own: what is left after the grace is cut. */
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), grace).unref();
  });
