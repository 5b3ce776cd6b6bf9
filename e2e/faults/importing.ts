import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProduct } from '../support/product.ts';

const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** An import at the command line that is started again whenever it is killed, until it ends by itself. */
export interface Importing {
  readonly kill: () => void;
  /** What the run that came to the end said. @throws Error where it failed */
  readonly ended: Promise<string>;
  readonly isOver: () => boolean;
}

/** Writes so many people to a file and imports them. */
export const importPeople = async (product: TestProduct, people: number): Promise<Importing> => {
  const file = join(product.home, 'people.csv');
  const rows = Array.from({ length: people }, (_, n) => `Person,Number ${n},person${n}@example.com`);
  await writeFile(file, ['First name,Last name,E-mail', ...rows, ''].join('\n'));
  let child: ChildProcess | undefined;
  let over = false;
  const run = async (): Promise<string> => {
    for (;;) {
      const { started, said } = startImport(product, file);
      child = started;
      const [code, signal] = await once(started, 'close');
      if (code === 0) return said();
      if (signal !== 'SIGKILL') throw new Error(`the import ended with ${code ?? signal}: ${said()}`);
    }
  };
  const ended = run().finally(() => {
    over = true;
  });
  ended.catch(() => undefined);
  return { kill: () => void child?.kill('SIGKILL'), ended, isOver: () => over };
};

const startImport = ({ url, home, administrator }: TestProduct, file: string) => {
  const started = spawn(process.execPath, [main, 'import', 'customers', file, '--patience', '120'], {
    cwd: home,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      CRM_URL: url,
      CRM_EMAIL: administrator.email,
      CRM_PASSWORD: administrator.password,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  return { started, said: () => text };
};
