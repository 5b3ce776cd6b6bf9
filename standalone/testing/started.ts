import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A `npm start` of a test's own. */
export interface Started {
  readonly pid: number | undefined;
  /** Everything it wrote so far. */
  readonly said: () => string;
  /** Settles when it has told where it runs, and fails when it ended before. */
  readonly running: Promise<void>;
  readonly ended: Promise<number | null>;
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** This checkout. */
export const checkout = new URL('../../', import.meta.url).pathname;

/** Starts the product on a data folder and a web port: this checkout's, or another's. `env` is added to its own. */
export const start = (
  home: string,
  port: number,
  {
    root = checkout,
    env = {},
  }: { readonly root?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Started => {
  const child = spawn(process.execPath, [join(root, 'standalone/src/start.ts')], {
    env: { PATH: process.env.PATH, CRM_DATA: home, PORT: String(port), WEB_HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const running = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('(started in')) running.resolve();
    });
  const ended = once(child, 'close').then(([code]) => {
    running.reject(new Error(`it ended: ${said}`));
    return code;
  });
  running.promise.catch(() => undefined);
  return {
    pid: child.pid,
    said: () => said,
    running: running.promise,
    ended,
    signal: (signal) => void child.kill(signal),
  };
};
