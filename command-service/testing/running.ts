import { generateKeyPairSync } from 'node:crypto';
import type { Accepted, BatchAnswer, Problem, Role } from '@crm/contracts';
import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { tokenTerms, tokenVerifier } from '@crm/service-kit/auth/verify';
import { createLog } from '@crm/service-kit/log';
import type { TestDatabase } from '@crm/service-kit/testing/database';
import { serving } from '@crm/service-kit/testing/serving';
import jwt from 'jsonwebtoken';
import { aloneAmongProcesses, campaignsWithOpenAudiences } from '../src/audiences/campaigns-in-postgres.ts';
import type { CustomersByFilter } from '../src/audiences/customers-by-filter.ts';
import { commandService } from '../src/service.ts';

export const masterKey = Buffer.alloc(32, 1);
export const lookupKey = Buffer.alloc(32, 2);

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey, publicKey } = pair();
const { issuer, audience, algorithm } = tokenTerms;

/** An access token; `forged`: signed by somebody else's key. */
export const token = (role: Role, sub: string, { seconds = 60, forged = false } = {}): string =>
  jwt.sign({ sub, role }, forged ? pair().privateKey : privateKey, {
    algorithm,
    issuer,
    audience,
    keyid: 'test',
    expiresIn: seconds,
  });

/** Of an accepted command, of a problem and of a batch: tests say which they expect. */
export type Body = Accepted & Problem & BatchAnswer;

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

const nobody: CustomersByFilter = async () => [];

/** A replica of the command service over a database, as `main.ts` puts it together; who fits a filter is given. */
export const replica = async (database: TestDatabase, customersByFilter = nobody) => {
  const ending = new AbortController();
  const pool = database.pool('crm_command', { max: 4 });
  const keyring = postgresKeyring(pool, masterKey);
  const store = sealedStore(createPostgresStore(pool), keyring);
  const { app, runner } = commandService({
    store,
    keyring,
    customersByFilter,
    campaignsWithOpenAudiences: () => campaignsWithOpenAudiences(pool),
    alone: aloneAmongProcesses(pool),
    signal: ending.signal,
    lookupKey,
    verify: tokenVerifier({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test' }] }),
    ready: async () => (await store.head()) !== undefined,
    rateLimitPerMinute: 10_000,
    log: createLog('command-service', 'silent'),
  });
  const server = await serving(app);
  const audiences = runner.run();
  return {
    app,
    store,
    keyring,
    url: server.url,
    /** Sends a request; a body that is text goes as it is. */
    send: async (route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
      const [method = '', path = ''] = route.split(' ');
      const response = await fetch(`${server.url}/api${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? null : JSON.parse(text),
      };
    },
    close: async () => {
      await server.close();
      ending.abort();
      await audiences;
      await store.close();
      await pool.end();
    },
  };
};
export type Replica = Awaited<ReturnType<typeof replica>>;
