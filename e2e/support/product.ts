import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Session } from '@crm/contracts/auth';
import pg from 'pg';
import { freePort } from '../../standalone/src/free-port.ts';
import { forTests } from '../../standalone/src/postgres/settings.ts';
import { startProduct } from '../../standalone/src/product.ts';
import { databaseName, type ServiceName } from '../../standalone/src/services/services.ts';

/** What can be killed, and comes back. */
export type ProcessName = ServiceName | 'postgres';

/** The whole product as `npm start` runs it, with data of its own that end with it. */
export interface TestProduct {
  readonly url: string;
  /** The data folder: keys, logs, database. */
  readonly home: string;
  readonly administrator: { readonly email: string; readonly password: string };
  /** The administrator's address of the product's database. */
  readonly databaseUrl: () => string;
  /** Where each service listens on this machine. */
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** Where each service's metrics are. */
  readonly metrics: readonly string[];
  readonly pid: (name: ProcessName) => number | undefined;
  /** `kill -9`; the supervisor starts it again. */
  readonly kill: (name: ProcessName) => void;
  /** Waits until a process other than `before` answers under that name. */
  readonly revived: (name: ProcessName, before: number | undefined) => Promise<void>;
  /** An access token: the administrator's where nobody is named. */
  readonly signIn: (user?: { readonly email: string; readonly password: string }) => Promise<string>;
  readonly stop: () => Promise<void>;
}

export interface TestProductOptions {
  /** As `npm start` runs PostgreSQL where figures are measured; else faster. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Where its data folder is made. Default: among the system's temporary files. */
  readonly folder?: string;
  readonly report?: (line: string) => void;
}

const administrator = { email: 'admin@example.com', password: 'a password for tests' } as const;
/** Milliseconds for a killed process to answer again. */
const patience = 60_000;

/** Starts it on free ports and changes the first administrator's password, as the first person does. */
export const startTestProduct = async (options: TestProductOptions = {}): Promise<TestProduct> => {
  const { settings = forTests, env = {}, folder = tmpdir(), report = () => undefined } = options;
  const home = await mkdtemp(join(folder, 'crm-product-'));
  // Where root runs the tests, the database's own user must come in: else its data would outlive the folder elsewhere.
  await chmod(home, 0o711);
  const [webPort, metricsPort] = [await freePort(), await freePort()];
  const product = await startProduct({
    home,
    webPort,
    webHost: '127.0.0.1',
    adminEmail: administrator.email,
    settings,
    env: { RATE_LIMIT_PER_MINUTE: '10000000', METRICS_PORT: String(metricsPort), ...env },
    report,
  }).catch(async (error: unknown) => {
    await rm(home, { recursive: true, force: true });
    throw error;
  });
  const { database, services, ports, first } = product;
  const url = `http://127.0.0.1:${ports.web}`;
  const databaseUrl = () => database.url(databaseName);
  const signIn = async (credentials: object): Promise<string> => {
    const answer = await fetch(`${url}/api/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
    return Session.parse(await answer.json()).accessToken;
  };
  const pid = (name: ProcessName) => (name === 'postgres' ? database.pid() : services[name].pid());
  const answers = (name: ProcessName) =>
    name === 'postgres'
      ? connects(databaseUrl())
      : fetch(`http://127.0.0.1:${ports[name]}/health/ready`).then(({ ok }) => ok);
  if (first)
    await signIn({ email: first.email, password: first.password, newPassword: administrator.password });
  return {
    url,
    home,
    administrator,
    databaseUrl,
    ports,
    metrics: Object.values({ ...ports, web: metricsPort }).map((port) => `http://127.0.0.1:${port}/metrics`),
    pid,
    kill: (name) => (name === 'postgres' ? database.kill() : services[name].kill('SIGKILL')),
    revived: async (name, before) => {
      for (const until = Date.now() + patience; Date.now() < until; await sleep(25))
        if (pid(name) !== before && (await answers(name).catch(() => false))) return;
      throw new Error(`${name} did not come back`);
    },
    signIn: (user = administrator) => signIn(user),
    stop: async () => {
      await product.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const connects = async (url: string): Promise<boolean> => {
  const client = new pg.Client(url);
  try {
    await client.connect();
    return true;
  } finally {
    await client.end();
  }
};
