import { generateKeyPairSync } from 'node:crypto';
import type { Accepted, Problem, Session, UserRow } from '@crm/contracts';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { appUser } from '@crm/read-models';
import { createLog } from '@crm/service-kit/log';
import { consistencyOf } from '@crm/service-kit/questions/consistency';
import { liveChanges } from '@crm/service-kit/questions/live-changes';
import type { TestDatabase } from '@crm/service-kit/testing/database';
import { serving } from '@crm/service-kit/testing/serving';
import { follow } from '../../projection-service/src/engine/following/follow.ts';
import { authApp } from '../src/service.ts';

const masterKey = Buffer.alloc(32, 1);
export const lookupKey = Buffer.alloc(32, 2);
export const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
export const first = { email: 'first@example.org', password: 'first password of all' };

/** Of everything that is answered: tests say which they expect. */
export type Body = Accepted & Problem & Session & UserRow & readonly UserRow[];

/** What came back. `cookie`: the refresh cookie as a browser would send it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly cookie: string | undefined;
}

/** What differs from a replica as `main.ts` puts it together. */
export interface ReplicaOptions {
  readonly wrapped?: (store: EventStore) => EventStore;
  readonly perLogin?: number;
  readonly perAddress?: number;
  readonly firstAdministrator?: { readonly email: string; readonly password: string } | null;
}

/** A replica of the auth service over a database. */
export const replica = async (database: TestDatabase, options: ReplicaOptions = {}) => {
  const {
    wrapped = (store) => store,
    perLogin = 1000,
    perAddress = 1000,
    firstAdministrator = first,
  } = options;
  const ending = new AbortController();
  const lines: string[] = [];
  const log = createLog('auth-service', 'trace', { write: (line) => lines.push(line) });
  const pool = database.pool('crm_auth', { max: 6, searchPath: 'live', report: () => undefined });
  const inner = sealedStore(createPostgresStore(pool), postgresKeyring(pool, masterKey));
  const app = await authApp({
    config: {
      LOOKUP_KEY: lookupKey,
      SIGNING_KEY: signingKey,
      FIRST_ADMIN_EMAIL: firstAdministrator?.email,
      FIRST_ADMIN_PASSWORD: firstAdministrator?.password,
      RATE_LIMIT_PER_MINUTE: 100_000,
      SIGN_IN_FAILURES_PER_LOGIN: perLogin,
      SIGN_IN_FAILURES_PER_ADDRESS: perAddress,
      SIGN_IN_WINDOW_SECONDS: 900,
    },
    pool,
    store: wrapped(inner),
    questions: {
      pool,
      consistency: consistencyOf(
        pool,
        liveChanges(pool, ending.signal, () => undefined),
      ),
    },
    log,
  }).catch((error: unknown) => {
    ending.abort();
    throw error;
  });
  const server = await serving(app);
  return {
    lines,
    send: async (route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
      const [method = '', path = ''] = route.split(' ');
      const response = await fetch(`${server.url}/api${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? null : JSON.parse(text),
        cookie: response.headers.get('set-cookie')?.split(';')[0],
      };
    },
    close: async () => {
      await server.close();
      ending.abort();
      await inner.close();
    },
  };
};
export type Replica = Awaited<ReturnType<typeof replica>>;

/** Somebody's access token as a header. */
export const as = ({ body }: Answer) => ({ authorization: `Bearer ${body.accessToken}` });

/** Signs the first administrator in, past the password that has to be changed. */
export const administrator = (on: Replica): Promise<Answer> =>
  on.send('POST /auth/sign-in', { ...first, newPassword: changed });
export const changed = 'the changed password';

let made = 0;
/** Creates a user who has changed the first password, and signs in. */
export const newcomer = async (on: Replica, by: Answer, role: string) => {
  const email = `user${++made}@example.org`;
  const terms = { name: `User ${made}`, email, role, password: 'a first password' };
  const { body } = await on.send('POST /users', terms, as(by));
  const password = `password of user ${made}`;
  const session = await on.send('POST /auth/sign-in', {
    ...terms,
    newPassword: password,
    name: undefined,
    role: undefined,
  });
  return { id: body.id, email, password, session };
};

/** Folds the users into their read model until it is ended, as projection-service does. */
export const folding = (database: TestDatabase) => {
  const ending = new AbortController();
  const pool = database.pool('crm_projection');
  const store = sealedStore(createPostgresStore(pool), postgresKeyring(pool, masterKey));
  const fail = (fault: unknown) => {
    throw fault;
  };
  const ended = follow({ pool, store, models: [appUser], onPoison: fail, onFault: fail }, ending.signal);
  return async () => {
    ending.abort();
    await ended;
    await store.close();
  };
};

/** A process that is killed right after its nth append (from 1) was written: it does nothing more. */
export const killedAfterAppend =
  (n: number) =>
  (inner: EventStore): EventStore => {
    let appends = 0;
    const dead = () => Promise.reject(new Error('killed'));
    return {
      ...inner,
      append: (request) => (appends++ < n ? inner.append(request) : dead()),
      readStreams: (streams) => (appends < n ? inner.readStreams(streams) : dead()),
    };
  };
