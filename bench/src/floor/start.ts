import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../standalone/src/free-port.ts';
import { programOf } from '../../../standalone/src/services/services.ts';

/** The floor behind a gateway of its own: the same number of hops as the product. */
export interface Floor {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts both as processes, which trust the tokens of the product's auth-service. */
export const startFloor = async (authPort: number): Promise<Floor> => {
  const [behind, front] = [await freePort(), await freePort()];
  const AUTH_URL = `http://127.0.0.1:${authPort}`;
  const floor = `http://127.0.0.1:${behind}`;
  const common = { AUTH_URL, NODE_ENV: 'production', LOG_LEVEL: 'warn', RATE_LIMIT_PER_MINUTE: '1000000000' };
  const children = await Promise.all([
    started(fileURLToPath(new URL('main.ts', import.meta.url)), { ...common, PORT: String(behind) }),
    started(programOf('web'), {
      ...common,
      PORT: String(front),
      COMMAND_URL: floor,
      QUERY_URL: floor,
      PROJECTION_URL: floor,
    }),
  ]);
  return {
    url: `http://127.0.0.1:${front}`,
    close: async () => {
      await Promise.all(
        children.map(async (child) => {
          child.kill('SIGTERM');
          await once(child, 'exit');
        }),
      );
    },
  };
};

const started = async (file: string, env: Readonly<Record<string, string>>): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${code} before it listened`);
    }),
  ]);
  return child;
};
