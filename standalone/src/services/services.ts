import type { DatabaseRole } from '@crm/service-kit/db/roles';
import type { Keys } from '../keys.ts';
import type { Database } from '../postgres/database.ts';

/** The product's processes, in the order in which they are told of. */
export const serviceNames = ['auth', 'command', 'projection', 'query', 'web'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The database of an installation, inside its PostgreSQL. */
export const databaseName = 'crm';

const programs: Readonly<Record<ServiceName, string>> = {
  auth: 'auth-service/src/main.ts',
  command: 'command-service/src/main.ts',
  projection: 'projection-service/src/main.ts',
  query: 'query-service/src/main.ts',
  web: 'web/server/main.ts',
};

/** Where a service's program is. */
export const programOf = (service: ServiceName): string =>
  new URL(`../../../${programs[service]}`, import.meta.url).pathname;

/** What the services' environments are made of. */
export interface Installation {
  readonly database: Database;
  readonly keys: Keys;
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** The address that the web gateway listens at. */
  readonly webHost: string;
  /** The password of the first administrator, as long as nobody was told it. */
  readonly first: { readonly email: string; readonly password: string } | undefined;
  /** For every service alike: LOG_LEVEL, RATE_LIMIT_PER_MINUTE and the like. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Building read models makes much garbage, which V8 lets lie while the machine has room: 765 MB over a million events.
 * With less room it was 270 MB, and took no longer.
 */
export const smallHeap = '--max-old-space-size=320 --max-semi-space-size=8';

/** Each service knows its own login and the keys it needs, no more. */
export const environmentOf = (
  service: ServiceName,
  installation: Installation,
): Readonly<Record<string, string>> => {
  const { database, keys, ports, webHost, first, env } = installation;
  const at = (other: ServiceName): string => `http://127.0.0.1:${ports[other]}`;
  const login = (role: DatabaseRole): string => {
    const address = new URL(database.url(databaseName));
    Object.assign(address, { username: role, password: keys.passwordOf(role) });
    return address.href;
  };
  const master = {
    MASTER_KEY: keys.master,
    ...(keys.previous === undefined ? {} : { MASTER_KEY_PREVIOUS: keys.previous }),
  };
  const { lookup: LOOKUP_KEY, signing: SIGNING_KEY, notary: NOTARY_KEY } = keys;
  const own: Readonly<Record<ServiceName, Readonly<Record<string, string>>>> = {
    auth: {
      DATABASE_URL: login('crm_auth'),
      ...{ ...master, LOOKUP_KEY, SIGNING_KEY },
      ...(first && { FIRST_ADMIN_EMAIL: first.email, FIRST_ADMIN_PASSWORD: first.password }),
    },
    command: { DATABASE_URL: login('crm_command'), ...master, LOOKUP_KEY, QUERY_URL: at('query') },
    projection: { DATABASE_URL: login('crm_projection'), ...master, NOTARY_KEY, NODE_OPTIONS: smallHeap },
    query: { DATABASE_URL: login('crm_query'), ...master },
    web: {
      HOST: webHost,
      COMMAND_URL: at('command'),
      QUERY_URL: at('query'),
      PROJECTION_URL: at('projection'),
    },
  };
  return {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    ...env,
    AUTH_URL: at('auth'),
    PORT: String(ports[service]),
    ...own[service],
  };
};
