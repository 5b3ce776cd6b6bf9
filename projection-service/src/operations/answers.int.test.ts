import type { Role } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { type Operated, operated } from '../../testing/operated.ts';

let stage: Operated;
let admin: Pool;
beforeAll(async () => {
  stage = await operated();
  admin = stage.admin;
});
afterAll(() => stage.close());

const ask = (role: Role, path: string) => stage.send(role, `GET ${path}`);

describe('how the read models stand', () => {
  it('is told of each: what is shown, up to where it has come, and how far that is behind', async () => {
    const { status, body, headers } = await ask('auditor', '/read-models');
    const head = await stage.store.head();
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
