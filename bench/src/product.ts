import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accepted, type Role, Session } from '@crm/contracts';
import { createPool } from '@crm/service-kit/db/pool';
import type { Pool } from 'pg';
import { freePort } from '../../standalone/src/free-port.ts';
import { durable } from '../../standalone/src/postgres/settings.ts';
import { type Product, startProduct } from '../../standalone/src/product.ts';
import { databaseName } from '../../standalone/src/services/services.ts';

/** The whole product on a folder of its own, as durable as with `npm start`, and somebody signed in. */
export interface BenchProduct extends Product {
  /** Its data folder. */
  readonly home: string;
  /** The administrator's view of the database. */
  readonly admin: Pool;
  readonly email: string;
  readonly password: string;
  /** An access token that is valid for a while. */
  readonly token: () => Promise<string>;
  /** Creates somebody else, signed in. */
  readonly newUser: (role: Role) => Promise<BenchUser>;
  readonly close: () => Promise<void>;
}

/** Somebody who asks. */
export interface BenchUser {
  readonly id: string;
  readonly token: () => Promise<string>;
}

/** Who measures is not limited. */
const unlimited = { LOG_LEVEL: 'warn', RATE_LIMIT_PER_MINUTE: '1000000000' };

export const benchProduct = async (say: (line: string) => void): Promise<BenchProduct> => {
  const home = await mkdtemp(join(tmpdir(), 'crm-bench-'));
  // The database's own user must come in: else its data would outlive the folder elsewhere.
  await chmod(home, 0o711);
  const email = 'bench@example.com';
  const product = await startProduct({
    home,
    webPort: await freePort(),
    webHost: '127.0.0.1',
    adminEmail: email,
    settings: durable,
    env: unlimited,
    report: say,
  });
  const password = randomBytes(12).toString('hex');
  const signIn = async (who: string, secret: string, newPassword?: string): Promise<string> => {
    const response = await fetch(`${product.url}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: who, password: secret, newPassword }),
    });
    return Session.parse(await response.json()).accessToken;
  };
  const token = () => signIn(email, password);
  await signIn(email, product.first?.password ?? '', password);
  const newUser = async (role: Role): Promise<BenchUser> => {
    const user = {
      name: role,
      email: `${role}@example.com`,
      role,
      password: randomBytes(12).toString('hex'),
    };
    const created = await fetch(`${product.url}/api/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      body: JSON.stringify(user),
    });
    const { id } = Accepted.parse(await created.json());
    await signIn(user.email, user.password, password);
    return { id, token: () => signIn(user.email, password) };
  };
  const admin = createPool(product.database.url(databaseName), { name: 'bench', statementTimeout: 0 });
  return {
    ...product,
    home,
    admin,
    email,
    password,
    token,
    newUser,
    close: async () => {
      await admin.end();
      await product.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** Waits until every read model has folded everything that is in the log; gives how long that took, in milliseconds. */
export const caughtUp = async (admin: Pool): Promise<number> => {
  const startedAt = performance.now();
  for (;;) {
    const { rows } = await admin.query<{ behind: boolean }>(
      `select exists (
         select from engine.checkpoints c join engine.builds b using (model, version, build), log.head h
         where b.state = 'shown' and c.position < h.position
       ) as behind`,
    );
    if (rows[0]?.behind === false) return performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
