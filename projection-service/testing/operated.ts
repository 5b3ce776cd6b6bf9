import { randomUUID } from 'node:crypto';
import type { Actor, Role } from '@crm/contracts';
import { createPostgresStore } from '@crm/event-store';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { testDatabase } from '@crm/service-kit/testing/database';
import { responseValidator } from '@crm/service-kit/testing/response-validator';
import { serving } from '@crm/service-kit/testing/serving';
import { appendMixed, caughtUp, startFollower } from './following.ts';
import { token } from './log-api.ts';
import { operationsApi } from './operations-api.ts';

/** Read models of two customers, and what operators ask and do over HTTP; every answer is held to the document. */
export const operated = async () => {
  const database = await testDatabase();
  const report = () => undefined;
  const admin = database.pool('admin', { report });
  const store = createPostgresStore(database.pool('crm_command', { report }), { report });
  const follower = startFollower(database);
  const histories = [customerHistory(draws(1), 0), customerHistory(draws(2), 1)] as const;
  await appendMixed(store, histories);
  await caughtUp(database, store);
  const api = operationsApi(database);
  const server = await serving(api.app);
  const misfits = responseValidator();
  return {
    database,
    admin,
    store,
    stream: histories[0].stream,
    /** Asks or orders with a role; `template`: the path as the document writes it, where names stand in it. */
    send: async (role: Role, route: string, body?: object, template?: string): Promise<Answer> => {
      const [method = '', path = ''] = route.split(' ');
      const actor: Actor = { id: randomUUID(), role };
      const response = await fetch(`${server.url}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${token(actor)}`, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const { status, headers } = response;
      const text = await response.text();
      const answered = text === '' ? undefined : JSON.parse(text);
      const contentType = headers.get('content-type') ?? '';
      const found = misfits({
        method,
        path: template ?? path.split('?')[0] ?? '',
        status,
        contentType,
        body: answered,
      });
      if (found.length > 0) throw new Error(`${route} ${status}: ${found.join('; ')}`);
      return { status, headers, body: answered };
    },
    close: async () => {
      await follower.stop();
      await server.close();
      await api.close();
      await store.close();
      await database.drop();
    },
  };
};
export type Operated = Awaited<ReturnType<typeof operated>>;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect
  readonly body: any;
}
