import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor, AnyEvent } from '@crm/contracts';
import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { testDatabase } from '@crm/service-kit/testing/database';
import { serving } from '@crm/service-kit/testing/serving';
import express from 'express';
import { caughtUp, newEvent, startFollower } from '../../projection-service/testing/following.ts';
import { logApi, masterKey, token } from '../../projection-service/testing/log-api.ts';
import { signedUp, startNotary } from '../../projection-service/testing/notary.ts';
import { ended } from './crm-server.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const auditor: Actor = { id: randomUUID(), role: 'auditor' };

/** A log of a few customers that the notary has signed, the routes that tell of it, and a command line. */
export const auditedLog = async () => {
  const database = await testDatabase();
  const report = () => undefined;
  const writes = database.pool('crm_command', { max: 4, report });
  const store = sealedStore(createPostgresStore(writes, { report }), postgresKeyring(writes, masterKey));
  const admin = database.pool('admin', { report });
  const folder = await mkdtemp(join(tmpdir(), 'crm-audit-'));
  const follower = startFollower(database);
  const api = logApi(database);
  const app = express();
  app.post('/api/auth/sign-in', (_req, res) => {
    res.json({ accessToken: token(auditor), expiresIn: 60, user: { ...auditor, name: 'Auditor' } });
  });
  const server = await serving(app.use(api.app));
  let notary = startNotary(database);
  const sign = async (): Promise<void> => {
    await signedUp(admin, store);
    await notary.stop();
  };
  // Of the empty log, and then not before a test asks for it: how many checkpoints there are depends on no clock.
  await sign();

  return {
    database,
    store,
    folder,
    /** Somebody with so many events. */
    register: async (events: number): Promise<string> => {
      const [registered] = customerHistory(draws(1), 0).events;
      if (registered?.type !== 'CustomerRegistered') throw new Error('a history begins with a registration');
      const named = { ...registered, data: { ...registered.data, firstName: 'Ada', ownerId: null } };
      const changed = (_: unknown, n: number): AnyEvent => ({
        type: 'CustomerDetailsChanged',
        data: { jobTitle: `Role ${n}` },
      });
      const id = randomUUID();
      const all = [named, ...Array.from({ length: events - 1 }, changed)].map(newEvent);
      await store.append([{ stream: `customer-${id}`, expected: 'none', events: all }]);
      return id;
    },
    /** Everything is signed; nothing is noted any more. */
    signed: async () => {
      notary = startNotary(database);
      await sign();
      await caughtUp(database, store);
    },
    /** The notary goes on, and signs what came since. */
    signAgain: async () => {
      notary = startNotary(database);
      await sign();
    },
    /** Runs `crm` with these arguments in the test's folder. */
    run: (...args: readonly string[]) =>
      ended(
        spawn(process.execPath, [main, ...args], {
          cwd: folder,
          env: {
            ...process.env,
            NODE_OPTIONS: '',
            CRM_URL: server.url,
            CRM_EMAIL: 'a@example.org',
            CRM_PASSWORD: 'x',
            DATABASE_URL: database.url('crm_projection'),
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      ),
    close: async () => {
      await notary.stop();
      await follower.stop();
      await server.close();
      await api.close();
      await store.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
};
export type AuditedLog = Awaited<ReturnType<typeof auditedLog>>;
