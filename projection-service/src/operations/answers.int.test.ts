import { randomUUID } from 'node:crypto';
import type { Actor } from '@crm/contracts';
import { createPostgresStore } from '@crm/event-store';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { responseValidator } from '@crm/service-kit/testing/response-validator';
import { type Serving, serving } from '@crm/service-kit/testing/serving';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { appendMixed, caughtUp, startFollower } from '../../testing/following.ts';
import { token } from '../../testing/log-api.ts';
import { operationsApi } from '../../testing/operations-api.ts';

const misfits = responseValidator();
const as = (role: Actor['role']): Actor => ({ id: randomUUID(), role });

let database: TestDatabase;
let admin: Pool;
let server: Serving;
let head: bigint;
const endings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  const store = createPostgresStore(database.pool('crm_command', { report: () => undefined }), {
    report: () => undefined,
  });
  const follower = startFollower(database);
  await appendMixed(store, [customerHistory(draws(1), 0), customerHistory(draws(2), 1)]);
  await caughtUp(database, store);
  head = (await store.head()) ?? 0n;
  await follower.stop();
  const api = operationsApi(database);
  server = await serving(api.app);
  endings.push(server.close, store.close, api.close, database.drop);
});
afterAll(async () => {
  for (const end of endings) await end();
});

const ask = async (role: Actor['role'], path: string) => {
  const response = await fetch(`${server.url}/api${path}`, {
    headers: { authorization: `Bearer ${token(as(role))}` },
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect
  const body: any = await response.json();
  const { status, headers } = response;
  const contentType = headers.get('content-type') ?? '';
  const answered = { method: 'GET', path: path.split('?')[0] ?? '', status, contentType, body };
  expect(misfits(answered)).toEqual([]);
  return { status, headers, body };
};

describe('how the read models stand', () => {
  it('is told of each: what is shown, up to where it has come, and how far that is behind', async () => {
    const { status, body, headers } = await ask('auditor', '/read-models');
    expect(status).toBe(200);
    expect(body.map(({ model, group }: { model: string; group: string }) => [model, group])).toContainEqual([
      'customer_count',
      'customer',
    ]);
    for (const standing of body)
      expect(standing).toMatchObject({
        shown: { version: standing.codeVersion, build: 1, shownAt: expect.stringMatching(/Z$/) },
        kept: null,
        followed: true,
        position: String(head),
        lagEvents: 0,
        lagSeconds: 0,
        parked: 0,
      });
    expect(headers.get('consistency-token')).toBe(String(head));
  });

  it('is told of one whose shown build has another version, and of what is kept', async () => {
    await admin.query(
      `update engine.builds set version = 99 where model = 'interaction';
       insert into engine.builds (model, version, build, rebuild, state, shown_at)
       values ('interaction', 98, 2, gen_random_uuid(), 'kept', now())`,
    );
    const { body } = await ask('manager', '/read-models');
    expect(body.find(({ model }: { model: string }) => model === 'interaction')).toMatchObject({
      shown: { version: 99, build: 1 },
      kept: { version: 98, build: 2 },
      followed: false,
      rate: 0,
    });
    await admin.query(
      `delete from engine.builds where model = 'interaction' and version = 98;
       update engine.builds b set version = c.version from engine.checkpoints c
       where b.model = 'interaction' and c.model = b.model`,
    );
  });

  it('is nobody’s business who does not look after them', async () => {
    for (const role of ['sales', 'marketing'] as const)
      for (const path of ['/read-models', '/read-models/rebuilds', '/read-models/parked'])
        expect((await ask(role, path)).status).toBe(403);
  });
});

describe('rebuilds', () => {
  it('are told newest first, with their rate and what is left', async () => {
    await admin.query(
      `insert into engine.rebuilds
         (id, kind, models, requested_by, requested_at, state, events_total, events_done, started_at, finished_at, fault)
       values
         (gen_random_uuid(), 'rebuild', '{customer}', 'ada', now() - interval '1 hour', 'failed', 10, 10,
          now() - interval '20 s', now() - interval '10 s', 'The rows differ.'),
         (gen_random_uuid(), 'deploy', '{interaction}', 'system', now(), 'filling', 1000, 400,
          now() - interval '4 s', null, null),
         (gen_random_uuid(), 'rebuild', '{campaign}', 'ada', now() + interval '1 s', 'waiting', null, 0, null, null, null)`,
    );
    const { body } = await ask('analyst', '/read-models/rebuilds');
    expect(body).toMatchObject([
      { state: 'waiting', done: 0, total: null, rate: null, secondsLeft: null },
      { state: 'filling', kind: 'deploy', done: 400, total: 1000 },
      { state: 'failed', fault: 'The rows differ.', done: 10, total: 10, rate: 1, secondsLeft: null },
    ]);
    expect(body[1].rate).toBeCloseTo(100, -1);
    expect(body[1].secondsLeft).toBeCloseTo(6, -1);
  });
});

describe('parked keys', () => {
  it('are told in pages, of one model or of all', async () => {
    await admin.query(
      `insert into engine.parked (model, version, build, key, position, event_id, event_type)
       select model, 1, 1, '["' || n || '"]', n, gen_random_uuid(), 'CustomerRegistered'
       from unnest(array['customer', 'interaction']) model, generate_series(1, 3) n`,
    );
    const first = await ask('administrator', '/read-models/parked?limit=4');
    const second = await ask('administrator', `/read-models/parked?limit=4&after=${first.body.next}`);
    const keys = [...first.body.items, ...second.body.items].map(
      ({ model, key }: { model: string; key: string }) => `${model} ${key}`,
    );
    expect([first.body.items.length, second.body.items.length, new Set(keys).size]).toEqual([4, 2, 6]);
    const { body } = await ask('administrator', '/read-models/parked?model=interaction');
    expect(body.items).toHaveLength(3);
    expect((await ask('administrator', '/read-models/parked?model=Not%20one')).status).toBe(400);
  });
});
