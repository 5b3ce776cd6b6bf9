import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '@crm/service-kit/testing/database';
import { serving } from '@crm/service-kit/testing/serving';
import express from 'express';
import { replica, token } from '../../command-service/testing/running.ts';

const user = { id: '01890000-0000-7000-8000-00000000000a', name: 'Importer', role: 'manager' as const };
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** The real write side, with a command line that talks to it; only the sign-in is played. */
export const crmServer = async () => {
  const database = await testDatabase();
  const service = await replica(database);
  const app = express();
  app.post('/api/auth/sign-in', (_req, res) => {
    res.json({ accessToken: token(user.role, user.id), expiresIn: 60, user });
  });
  const server = await serving(app.use(service.app));
  const folder = await mkdtemp(join(tmpdir(), 'crm-cli-'));
  const start = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [main, ...args], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        CRM_URL: server.url,
        CRM_EMAIL: 'm@example.org',
        CRM_PASSWORD: 'x',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    database,
    store: service.store,
    url: server.url,
    /** For files of the test's own. */
    folder,
    /** Starts `crm` with these arguments. */
    start,
    /** Runs it to its end: the exit code, and what it said. */
    run: (...args: readonly string[]) => ended(start(...args)),
    /** A command that must be carried out. */
    give: async (route: string, body: unknown): Promise<{ readonly id: string }> => {
      const { status, body: answer } = await service.send(route, body, {
        authorization: `Bearer ${token(user.role, user.id)}`,
      });
      if (status >= 300) throw new Error(`${route}: ${status} ${JSON.stringify(answer)}`);
      return answer;
    },
    close: async () => {
      await server.close();
      await service.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
};
export type CrmServer = Awaited<ReturnType<typeof crmServer>>;

/** Waits for a process's end: its exit code and all that it wrote. */
export const ended = async (child: ChildProcess) => {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece) => {
      text += piece;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, text };
};
