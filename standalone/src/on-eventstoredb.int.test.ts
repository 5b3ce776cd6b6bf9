import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Accepted, Session } from '@crm/contracts';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { ended } from '../../cli/testing/crm-server.ts';
import { call } from '../../e2e/support/api.ts';
import {
  type EventStoreServer,
  startEventStoreServer,
} from '../../packages/event-store/testing/eventstoredb-server/server.ts';
import { newFolder } from '../testing/folder.ts';
import { type Started, start } from '../testing/started.ts';
import { freePort } from './free-port.ts';

jest.setTimeout(180_000);

let server: EventStoreServer;
let port: number;
let running: Started | undefined;
beforeAll(async () => {
  [server, port] = [await startEventStoreServer(), await freePort()];
});
afterAll(async () => {
  running?.signal('SIGTERM');
  await running?.ended;
  await server.stop();
});

const startIn = async (home: string): Promise<Started> => {
  running = start(home, port, { env: { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: server.url } });
  await running.running;
  return running;
};

/** Signs in and gives what then calls the API. */
const signIn = async (password: string, newPassword?: string) => {
  const url = `http://127.0.0.1:${port}`;
  const { body } = await call(url, 'POST', '/auth/sign-in', {
    email: 'admin@example.com',
    password,
    ...(newPassword !== undefined && { newPassword }),
  });
  const { accessToken } = Session.parse(body);
  let position = '0';
  return async (method: string, path: string, sent?: unknown) => {
    const headers = { authorization: `Bearer ${accessToken}`, 'consistency-token': position };
    const answer = await call(url, method, path, sent, headers);
    position = answer.headers.get('consistency-token') ?? position;
    return answer;
  };
};

const person = { firstName: 'Ada', lastName: 'Lovelace', emails: [], phones: [] };
const chosen = 'a password of my own';
const program = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** An auditor exports what is proven of a person, who is erased then: what was proven stays so. */
const provesAndErases = async (home: string, ask: Awaited<ReturnType<typeof signIn>>, id: string) => {
  const crm = (...args: readonly string[]) =>
    ended(
      spawn(process.execPath, [program, ...args], {
        cwd: home,
        env: {
          ...{ PATH: process.env.PATH, CRM_DATA: home, CRM_URL: `http://127.0.0.1:${port}` },
          ...{ CRM_EMAIL: 'admin@example.com', CRM_PASSWORD: chosen },
          ...{ EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: server.url },
        },
      }),
    );
  expect(await crm('audit', 'export', id)).toMatchObject({ code: 0 });
  expect(await ask('POST', `/customers/${id}/erase`, { reason: 'asked' })).toMatchObject({ status: 200 });
  expect((await ask('GET', `/customers/${id}`)).body).toMatchObject({ lastName: null });
  expect((await ask('GET', `/customers/${id}/erasure`)).body).toMatchObject({ keyDestroyed: true });
  expect(JSON.stringify((await ask('GET', `/customers/${id}/history`)).body)).not.toMatch(/Lovelace|King/);
  expect(await crm('audit', 'verify', `${id}.evidence.json`)).toMatchObject({ code: 0 });
  const { code, text } = await crm('audit', 'verify', '--log');
  expect({ code, text }).toMatchObject({
    code: 0,
    text: expect.stringContaining('events are what was noted'),
  });
};

it('runs the whole product on EventStoreDB: registered, read back, restarted, its history told, proven and erased', async () => {
  const home = await newFolder();
  const first = await startIn(home);
  const ask = await signIn(/Password +(\S+)/.exec(first.said())?.[1] ?? '', chosen);
  const registered = await ask('POST', '/customers', person);
  expect(registered).toMatchObject({ status: 201 });
  const { id } = Accepted.parse(registered.body);
  expect((await ask('GET', `/customers/${id}`)).body).toMatchObject({ lastName: 'Lovelace' });

  server.wire.cut();
  expect(await ask('PATCH', `/customers/${id}`, { lastName: 'King' })).toMatchObject({ status: 200 });
  first.signal('SIGTERM');
  await first.ended;

  await startIn(home);
  const again = await signIn(chosen);
  expect((await again('GET', `/customers/${id}`)).body).toMatchObject({ lastName: 'King' });
  const history = await again('GET', `/customers/${id}/history`);
  expect(JSON.stringify(history.body)).toMatch(/Lovelace.*King|King.*Lovelace/);
  const past = await again('GET', `/customers/${id}?asOf=2000-01-01T00:00:00.000Z`);
  expect(past.status).toBe(404);

  const stream = server.log.streams.get(`customer-${id}`) ?? [];
  expect(stream.map(({ type }) => type)).toEqual(['CustomerRegistered', 'CustomerDetailsChanged']);
  expect(JSON.stringify(stream.map(({ data }) => data))).not.toMatch(/Lovelace|King/);

  await provesAndErases(home, again, id);

  running?.signal('SIGTERM');
  await running?.ended;
  running = undefined;
  const elsewhere = start(home, port);
  expect(await elsewhere.ended).toBe(1);
  expect(elsewhere.said()).toContain(
    "This installation's log is kept in eventstoredb: start it with EVENT_STORE=eventstoredb.",
  );
});
