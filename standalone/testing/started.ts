import { spawn } from 'node:child_process';
import { once } from 'node:events';

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

const program = new URL('../src/start.ts', import.meta.url).pathname;

/** Starts the product on a data folder and a web port. */
export const start = (home: string, port: number): Started => {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, CRM_DATA: home, PORT: String(port), WEB_HOST: '127.0.0.1' },
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
