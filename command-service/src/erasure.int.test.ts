import { randomUUID } from 'node:crypto';
import { streamOf } from '@crm/contracts';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Replica, replica, token } from '../testing/running.ts';
import { destroyErased } from './keys/erased-keys.ts';

let database: TestDatabase;
let one: Replica;
let two: Replica;
beforeAll(async () => {
  database = await testDatabase();
  [one, two] = await Promise.all([replica(database), replica(database)]);
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await database.drop();
});

const manager = { authorization: `Bearer ${token('manager', randomUUID())}` };
const person = (address: string) => ({ lastName: 'Quopple', emails: [{ address }] });
const give = (route: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  one.send(route, body, { ...manager, ...headers });
const register = async (address: string) => (await give('POST /customers', person(address))).body.id;
const erase = (id: string, headers = {}) => give(`POST /customers/${id}/erase`, { reason: 'asked' }, headers);
const keyOf = async (id: string) =>
  (
    await database
      .pool('crm_query')
      .query<{ wrapped: Buffer | null }>('select wrapped from keys.subjects where subject = $1', [
        streamOf('customer', id),
      ])
  ).rows;
const eventsOf = async (id: string) => {
  const stream = streamOf('customer', id);
  return (await one.store.readStreams([{ stream }])).get(stream) ?? [];
};

describe('erasing a person', () => {
  it('destroys the key, gives the address back, and can be repeated', async () => {
    const id = await register('ann@quopple.example');
    const key = { 'idempotency-key': 'erase-ann' };
    const first = await erase(id, key);
    expect(first).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await keyOf(id)).toEqual([{ wrapped: null }]);
    expect((await erase(id, key)).body).toEqual(first.body);
    expect((await erase(id)).body.revision).toBe(1);
    expect((await eventsOf(id)).map(({ type, data }) => [type, data])).toMatchObject([
      ['CustomerRegistered', { lastName: null, emails: [{ address: null }] }],
      ['CustomerErased', { reason: 'asked' }],
    ]);
    expect((await give('POST /customers', person('ann@quopple.example'))).status).toBe(201);
  });

  it('is for managers and administrators, and takes a reason of the list', async () => {
    const id = await register('bob@quopple.example');
    for (const role of ['sales', 'marketing', 'analyst', 'auditor'] as const) {
      const authorization = `Bearer ${token(role, randomUUID())}`;
      expect((await erase(id, { authorization })).status).toBe(403);
    }
    expect((await give(`POST /customers/${id}/erase`, { reason: 'Bob Quopple asked' })).status).toBe(400);
  });

  it('ends whatever could be recorded, on every replica', async () => {
    const id = await register('cid@quopple.example');
    expect((await two.send(`PATCH /customers/${id}`, { firstName: 'Cid' }, manager)).status).toBe(200);
    await erase(id);
    for (const { send } of [one, two]) {
      const refused = await send(`PATCH /customers/${id}`, { firstName: 'Sid' }, manager);
      expect(refused).toMatchObject({ status: 409, body: { code: 'customer-erased' } });
    }
    // Even past the decision: the store itself seals nothing more.
    const { id: eventId, metadata } = (await eventsOf(id))[0] ?? {};
    await expect(
      one.store.append([
        {
          stream: streamOf('customer', id),
          expected: 'any',
          events: [
            {
              id: randomUUID(),
              type: 'CustomerArchived',
              schema: 1,
              data: { reason: 'Quopple' },
              metadata: { actor: 'x', correlation: eventId ?? '', causation: metadata?.causation ?? '' },
            },
          ],
        },
      ]),
    ).rejects.toMatchObject({ name: 'SubjectErased' });
  });

  it('leaves the copies of the others whole, and what they can still do with them', async () => {
    const [ann, bob] = [await register('ann2@quopple.example'), await register('bob2@quopple.example')];
    const participants = [{ customerId: ann }, { customerId: bob }];
    const { body } = await give(`POST /customers/${ann}/interactions`, {
      kind: 'meeting',
      occurredAt: '2026-03-01T10:00:00Z',
      subject: 'Glasharfe',
      participants,
    });
    await erase(ann);
    const [copy] = (await eventsOf(bob)).filter(({ type }) => type === 'InteractionLogged');
    expect(copy?.data).toMatchObject({ subject: 'Glasharfe', participants });
    const route = `/customers/${bob}/interactions/${body.createdId}`;
    expect((await give(`PATCH ${route}`, { subject: 'Harfe' })).status).toBe(200);
    expect((await give(`POST ${route}/void`)).status).toBe(200);
    expect((await eventsOf(ann)).map(({ type }) => type)).toEqual([
      'CustomerRegistered',
      'InteractionLogged',
      'CustomerErased',
    ]);
    const again = { kind: 'note', occurredAt: '2026-03-01T10:00:00Z', participants };
    expect(await give(`POST /customers/${bob}/interactions`, again)).toMatchObject({
      status: 409,
      body: { code: 'customer-erased' },
    });
  });
});

describe('a key of somebody erased', () => {
  it('goes again when a backup has brought it back, and is not made where the backup lacks it', async () => {
    const [ann, bob] = [await register('ann3@quopple.example'), await register('bob3@quopple.example')];
    const admin = database.pool();
    await admin.query('create table backup as select * from keys.subjects');
    for (const id of [ann, bob]) await erase(id);
    await admin.query('delete from keys.subjects; insert into keys.subjects select * from backup');
    await admin.query('delete from keys.subjects where subject = $1', [streamOf('customer', bob)]);
    await database
      .pool('crm_projection')
      .query(
        'create table live.customer as select unnest($1::uuid[]) as id, now() as erased_at union all select $2, null',
        [[ann, bob], await register('cid3@quopple.example')],
      );

    const pool = database.pool('crm_command');
    expect(await destroyErased(pool, one.keyring)).toBe(2);
    for (const id of [ann, bob]) expect(await keyOf(id)).toEqual([{ wrapped: null }]);
    expect(await destroyErased(pool, one.keyring)).toBe(0);
  });
});
