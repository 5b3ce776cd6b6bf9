import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, type AnyEvent, type Json, questions, streamOf, vocabulary } from '@crm/contracts';
import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { readModels } from '@crm/read-models';
import { tokenTerms, tokenVerifier } from '@crm/service-kit/auth/verify';
import { createLog } from '@crm/service-kit/log';
import { templateOf as openApiPath } from '@crm/service-kit/openapi/operations';
import { worldsIn } from '@crm/service-kit/questions/worlds';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { responseValidator } from '@crm/service-kit/testing/response-validator';
import { serving } from '@crm/service-kit/testing/serving';
import jwt from 'jsonwebtoken';
import { follow } from '../../projection-service/src/engine/following/follow.ts';
import { queryApp } from '../src/service.ts';
import { registered } from './customers.ts';

export const masterKey = Buffer.alloc(32, 1);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { issuer, audience, algorithm } = tokenTerms;

/** An access token for an actor. */
export const token = ({ id, role }: Actor): string =>
  jwt.sign({ sub: id, role }, privateKey, { algorithm, issuer, audience, keyid: 'test', expiresIn: 60 });

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect
  readonly body: any;
}

/** The template that a real path fits, as OpenAPI writes it: that of the first question which takes it, as in the service. */
const templateOf = (path: string): string => {
  const [pathname = ''] = path.split('?');
  const taken = Object.values(questions).find(({ path }) =>
    new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(pathname),
  );
  return openApiPath(taken?.path ?? pathname);
};

const misfits = responseValidator();

/** The read side over a database of its own, with projections that can be stopped: every answer is held to the document. */
export const readSide = async () => {
  const database: TestDatabase = await testDatabase();
  const ending = new AbortController();
  const writes = database.pool('crm_command', { max: 4 });
  const store = sealedStore(createPostgresStore(writes), postgresKeyring(writes, masterKey));
  let projecting = new AbortController();
  let followed: Promise<void> = Promise.resolve();
  const project = (): void => {
    projecting = new AbortController();
    const pool = database.pool('crm_projection', { max: 4, report: () => undefined });
    const opened = sealedStore(createPostgresStore(pool), postgresKeyring(pool, masterKey));
    const fault = (error: unknown): void => {
      process.emitWarning(String(error));
    };
    followed = follow(
      { pool, store: opened, models: readModels, onFault: fault, onPoison: (_, { error }) => fault(error) },
      projecting.signal,
    ).finally(() => opened.close());
  };
  project();

  const reads = database.pool('crm_query', { max: 6, searchPath: 'live,public', report: () => undefined });
  const sealed = createPostgresStore(reads);
  const worlds = worldsIn({
    pool: reads,
    log: sealed,
    open: (searchPath) => database.pool('crm_query', { max: 2, searchPath, report: () => undefined }),
  });
  const app = queryApp({
    pool: reads,
    worlds,
    log: sealedStore(sealed, postgresKeyring(reads, masterKey)),
    sealed,
    verify: tokenVerifier({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test' }] }),
    rateLimitPerMinute: 1_000_000,
    logger: createLog('query-service', 'silent'),
    signal: ending.signal,
  });
  const server = await serving(app);
  let last = 0n;

  /** Appends to a stream, a customer's unless another category is named; answers the position. */
  const append = async (
    id: string,
    events: readonly AnyEvent[],
    { actor = 'system', category = 'customer' } = {},
  ): Promise<bigint> => {
    const { position } = await store.append([
      {
        stream: streamOf(category, id),
        expected: 'any',
        events: events.map(({ type, data }) => ({
          id: randomUUID(),
          type,
          schema: vocabulary[type]?.schema ?? 1,
          data: data as Record<string, Json>,
          metadata: { actor, correlation: randomUUID(), causation: randomUUID() },
        })),
      },
    ]);
    last = position;
    return position;
  };
  /** Asks, after everything that was appended is visible unless another token is given. */
  const ask = async (
    actor: Actor,
    path: string,
    headers: Record<string, string> = { 'consistency-token': String(last) },
  ): Promise<Answer> => {
    const response = await fetch(`${server.url}/api${path}`, {
      headers: { authorization: `Bearer ${token(actor)}`, ...headers },
    });
    const body = await response.json();
    const { status } = response;
    const contentType = response.headers.get('content-type') ?? '';
    const wrong = misfits({ method: 'GET', path: templateOf(path), status, contentType, body });
    if (wrong.length > 0) throw new Error(`${path} answers what it does not promise: ${wrong.join('; ')}`);
    return { status, headers: response.headers, body };
  };

  return {
    database,
    store,
    reads,
    url: server.url,
    append,
    ask,
    /** Registers a customer, with what follows; answers the id. */
    register: async (terms: Parameters<typeof registered>[0], ...more: AnyEvent[]): Promise<string> => {
      const id = randomUUID();
      await append(id, [registered(terms), ...more]);
      return id;
    },
    /** The items of every page of a question, from the first to the last. */
    pages: async <Item>(actor: Actor, path: string): Promise<readonly Item[]> => {
      const items: Item[] = [];
      for (let after = ''; ; ) {
        const { body } = await ask(actor, `${path}${after}`);
        items.push(...body.items);
        if (body.next === null) return items;
        after = `&after=${body.next}`;
      }
    },
    project,
    pause: async () => {
      projecting.abort();
      await followed;
    },
    close: async () => {
      ending.abort();
      projecting.abort();
      await followed;
      await server.close();
      await worlds.close();
      await store.close();
      await sealed.close();
      await sleep(20);
      await database.drop();
    },
  };
};
export type ReadSide = Awaited<ReturnType<typeof readSide>>;
