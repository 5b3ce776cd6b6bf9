import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '@crm/contracts';
import { createPostgresStore } from '@crm/event-store';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { createApp } from '@crm/service-kit/app';
import { createLog } from '@crm/service-kit/log';
import { consistencyOf } from '@crm/service-kit/questions/consistency';
import { liveChanges } from '@crm/service-kit/questions/live-changes';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { responseValidator } from '@crm/service-kit/testing/response-validator';
import { type Serving, serving } from '@crm/service-kit/testing/serving';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { appendMixed, caughtUp, startFollower } from '../../testing/following.ts';
import { masterKey, token, verify } from '../../testing/log-api.ts';
import { travelling } from '../../testing/travelling.ts';
import { timeMachineRoutes } from './routes.ts';

const misfits = responseValidator();
const ending = new AbortController();
const endings: (() => Promise<unknown>)[] = [];
let database: TestDatabase;
let server: Serving;
let then: string;

beforeAll(async () => {
  database = await testDatabase();
  const store = createPostgresStore(database.pool('crm_command'));
  await appendMixed(store, [customerHistory(draws(1), 0)]);
  await sleep(5);
  then = new Date().toISOString();
  await sleep(5);
  await appendMixed(store, [customerHistory(draws(2), 1)]);
  const follower = startFollower(database);
  await caughtUp(database, store);
  const { machine, stop } = travelling(database, masterKey);
  const live = liveChanges(machine.pool, ending.signal, () => undefined);
  const app = createApp({
    verify,
    ready: async () => true,
    api: [...timeMachineRoutes(machine, consistencyOf(machine.pool, live))],
    rateLimitPerMinute: 1_000_000,
    log: createLog('projection-service', 'silent'),
  });
  server = await serving(app);
  endings.push(server.close, stop, follower.stop, machine.log.close, store.close, database.drop);
}, 60_000);
afterAll(async () => {
  ending.abort();
  for (const end of endings) await end();
});

/** Asks, and holds the answer to the document. */
const send = async (method: string, path: string, role: Role = 'auditor', body?: unknown) => {
  const response = await fetch(`${server.url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token({ id: 'somebody', role })}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect
  const answered: any = text === '' ? undefined : JSON.parse(text);
  const contentType = response.headers.get('content-type') ?? '';
  const template = path.replace(/(?<=\/time-machine\/).+/, '{position}');
  const { status } = response;
  expect(misfits({ method, path: template, status, contentType, body: answered })).toEqual([]);
  return { status, body: answered };
};

it('builds a world, tells how far it has come, and drops it', async () => {
  const ordered = await send('POST', '/time-machine', 'manager', { asOf: then });
  expect([ordered.status, ordered.body.asOf, ordered.body.requestedBy]).toEqual([202, then, 'somebody']);
  const path = `/time-machine/${ordered.body.position}`;
  for (;;) {
    const { status, body } = await send('GET', path);
    expect(status).toBe(200);
    if (body.state === 'ready') {
      expect(body).toMatchObject({ done: body.total, fault: null, usedAt: expect.stringMatching(/Z$/) });
      expect(body.bytes).toBeGreaterThan(0);
      break;
    }
    await sleep(20);
  }
  expect((await send('GET', '/time-machine')).body).toHaveLength(1);
  expect((await send('DELETE', path)).status).toBe(204);
  for (const method of ['GET', 'DELETE'])
    expect(await send(method, path)).toMatchObject({ status: 404, body: { code: 'world-not-found' } });
  expect((await send('GET', '/time-machine')).body).toEqual([]);
});

it('tells why a world failed, and builds it anew when it is asked for again', async () => {
  const { body } = await send('POST', '/time-machine', 'manager', { asOf: then });
  const path = `/time-machine/${body.position}`;
  const until = async (state: string) => {
    for (;;) {
      const { body } = await send('GET', path);
      if (body.state === state) return body;
      await sleep(20);
    }
  };
  await until('ready');
  await database.pool('admin').query(`update engine.worlds set state = 'failed', fault = 'It broke.'`);
  expect(await until('failed')).toMatchObject({ fault: 'It broke.' });
  const again = await send('POST', '/time-machine', 'auditor', { asOf: then });
  expect([again.status, again.body.position, again.body.fault]).toEqual([202, body.position, null]);
  await until('ready');
  expect((await send('DELETE', path)).status).toBe(204);
});

it('is for those who may read everybody’s history', async () => {
  for (const role of ['sales', 'analyst'] as const)
    for (const [method, path, body] of [
      ['POST', '/time-machine', { asOf: then }],
      ['GET', '/time-machine', undefined],
      ['GET', '/time-machine/1', undefined],
      ['DELETE', '/time-machine/1', undefined],
    ] as const)
      expect([method, (await send(method, path, role, body)).status]).toEqual([method, 403]);
});

it('names what is wrong with a moment', async () => {
  for (const asOf of ['yesterday', '2999-01-01T00:00:00Z', undefined])
    expect(await send('POST', '/time-machine', 'auditor', { asOf })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'asOf' }] },
    });
  for (const position of ['soon', '9999999999999999999'])
    expect((await send('GET', `/time-machine/${position}`)).status).toBe(404);
});
