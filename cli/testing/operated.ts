import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Actor, Role } from '@crm/contracts';
import { createPostgresStore, postgresKeyring } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { testDatabase } from '@crm/service-kit/testing/database';
import { serving } from '@crm/service-kit/testing/serving';
import express from 'express';
import { runBuilds } from '../../projection-service/src/builds/run-builds.ts';
import { appendMixed, caughtUp, startFollower } from '../../projection-service/testing/following.ts';
import { masterKey, token } from '../../projection-service/testing/log-api.ts';
import { operationsApi } from '../../projection-service/testing/operations-api.ts';
import { ended } from './crm-server.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Read models of a few customers, who builds them, the routes of operators, and a command line; only the sign-in is played. */
export const operatedModels = async () => {
  const database = await testDatabase();
  const report = () => undefined;
  const store = createPostgresStore(database.pool('crm_command', { report }), { report });
  await appendMixed(
    store,
    [1, 2, 3].map((n) => customerHistory(draws(n), n)),
  );
  const follower = startFollower(database);
  await caughtUp(database, store);
  const pool = database.pool('crm_projection', { report });
  const log = createPostgresStore(pool, { report });
  const ending = new AbortController();
  const builder = runBuilds(
    {
      pool,
      store: log,
      sealed: { log, keys: postgresKeyring(pool, masterKey) },
      models: readModels,
      onFault: () => undefined,
    },
    ending.signal,
  );
  const api = operationsApi(database);
  const app = express();
  app.use(express.json());
  app.post('/api/auth/sign-in', (req, res) => {
    const actor: Actor = { id: randomUUID(), role: Role.parse(req.body.email.split('@')[0]) };
    res.json({ accessToken: token(actor), expiresIn: 60, user: { ...actor, name: null } });
  });
  const server = await serving(app.use(api.app));
  return {
    database,
    store,
    /** Runs `crm projections` with these arguments, signed in with a role. */
    run: (role: Role, ...args: readonly string[]) =>
      ended(
        spawn(process.execPath, [main, 'projections', ...args], {
          env: {
            ...process.env,
            NODE_OPTIONS: '',
            CRM_URL: server.url,
            CRM_EMAIL: `${role}@example.org`,
            CRM_PASSWORD: 'x',
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      ),
    close: async () => {
      ending.abort();
      await builder;
      await log.close();
      await follower.stop();
      await server.close();
      await api.close();
      await store.close();
      await database.drop();
    },
  };
};
export type OperatedModels = Awaited<ReturnType<typeof operatedModels>>;
