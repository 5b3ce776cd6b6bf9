import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidV7 } from 'uuid';
import { type Replica, replica, token } from '../testing/running.ts';

let database: TestDatabase;
let one: Replica;
let other: Replica;
const manager = { authorization: `Bearer ${token('manager', uuidV7())}` };

beforeAll(async () => {
  database = await testDatabase();
  [one, other] = await Promise.all([replica(database), replica(database)]);
});
afterAll(async () => {
  await one.close();
  await other.close();
  await database.drop();
});

const register = (on: Replica, body: object, key?: string) =>
  on.send(
    'POST /customers',
    { lastName: 'L', ...body },
    { ...manager, ...(key && { 'idempotency-key': key }) },
  );

describe('two replicas', () => {
  it('give the first result of a key, whichever is asked, at the same moment or after a restart', async () => {
    const body = { emails: [{ address: 'key@example.org' }] };
    const [a, b] = await Promise.all([register(one, body, 'k1'), register(other, body, 'k1')]);
    expect(a).toMatchObject({ status: 201, body: { revision: 0 } });
    expect(b.body).toEqual(a.body);
    await one.send(`POST /customers/${a.body.id}/tags`, { add: ['later'] }, manager);
    const restarted = await replica(database);
    const again = await register(restarted, body, 'k1');
    expect([again.status, again.body]).toEqual([a.status, a.body]);
    expect(again.headers.get('consistency-token')).toBe(a.headers.get('consistency-token'));
    expect(again.headers.get('etag')).toBe('"0"');
    await restarted.close();
    const reused = await register(other, { firstName: 'Other' }, 'k1');
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('give an address to one customer', async () => {
    const body = { emails: [{ address: 'race@example.org' }] };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => register(n % 2 ? one : other, body)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body: { code } }) => code === 'email-taken')).toHaveLength(19);
  });

  it('change one record at the same moment and lose nothing', async () => {
    const { id } = (await register(one, {})).body;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? one : other).send(`POST /customers/${id}/tags`, { add: [`tag ${n}`] }, manager),
      ),
    );
    const done = answers.filter(({ status }) => status === 200);
    expect(new Set(done.map(({ body }) => body.revision)).size).toBe(done.length);
    for (const { status, body } of answers) expect([200, 'busy']).toContain(status === 200 ? 200 : body.code);
  });

  it('carry out a batch together, and again without effect', async () => {
    const commands = Array.from({ length: 500 }, (_, n) => ({
      command: 'RegisterCustomer',
      body: { lastName: `L${n}`, emails: [{ address: `batch${n}@example.org` }] },
      idempotencyKey: `import:1:${n}`,
      import: { id: uuidV7(), row: n + 1 },
    }));
    const first = await one.send('POST /batch', { commands }, manager);
    expect(first.status).toBe(200);
    expect(first.body.results).toEqual(commands.map(() => expect.objectContaining({ changed: true })));
    expect(first.headers.get('consistency-token')).toBe(String(await one.store.head()));
    const again = await other.send('POST /batch', { commands }, manager);
    expect(again.body.results).toEqual(first.body.results.map((each) => ({ ...each, changed: false })));
  });

  it('record the touches of a batch once, whoever is a member already', async () => {
    const ids = await Promise.all(
      Array.from({ length: 200 }, async () => (await register(one, {})).body.id as string),
    );
    const { id: campaignId } = (await one.send('POST /campaigns', { name: 'Spring', type: 'email' }, manager))
      .body;
    await one.send(`POST /campaigns/${campaignId}/launch`, {}, manager);
    const touch = { campaignId, kind: 'opened', occurredAt: '2026-01-02T10:00:00Z' };
    const commands = ids.flatMap((id, n) => [
      { command: 'AddToCampaign', path: { id }, body: { campaignId } },
      { command: 'RecordTouch', path: { id }, body: { ...touch, externalId: `open ${n}` } },
    ]);
    const first = await one.send('POST /batch', { commands }, manager);
    expect(first.body.results).toEqual(commands.map(() => expect.objectContaining({ changed: true })));
    const again = await other.send('POST /batch', { commands }, manager);
    expect(again.body.results).toEqual(
      commands.map(() => expect.objectContaining({ status: 200, changed: false })),
    );
  });
});
