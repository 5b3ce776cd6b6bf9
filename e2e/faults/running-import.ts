import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** `npx crm import customers FILE`, as it runs. */
export interface RunningImport {
  readonly kill: () => void;
  /** How it ended, with all that it said. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));
/** Seconds that it waits for a product which does not answer. */
const patience = '120';

/** Begins to import a file, or goes on with it. */
export const beginImport = (
  file: string,
  login: { readonly url: string; readonly email: string; readonly password: string },
): RunningImport => {
  const child = spawn(process.execPath, [main, 'import', 'customers', file, '--patience', patience], {
    env: {
      PATH: process.env.PATH,
      CRM_URL: login.url,
      CRM_EMAIL: login.email,
      CRM_PASSWORD: login.password,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  return {
    kill: () => void child.kill('SIGKILL'),
    ended: once(child, 'close').then(([code]) => ({ code, said })),
  };
};

/** What an import counted. @throws Error with all that it said, where it did not come to that */
export const countsIn = (said: string) => {
  const found =
    /(\d+) read = (\d+) created \+ (\d+) updated \+ \d+ skipped \((\d+) duplicates, (\d+) imported before\) \+ (\d+) failed/.exec(
      said,
    );
  if (found === null) throw new Error(`The import told no counts:\n${said}`);
  const [read = 0, created = 0, updated = 0, duplicates = 0, before = 0, failed = 0] = found
    .slice(1)
    .map(Number);
  return { read, created, updated, duplicates, before, failed };
};
