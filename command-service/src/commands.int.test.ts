import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidV7 } from 'uuid';
import { type Replica, replica, token } from '../testing/running.ts';

let database: TestDatabase;
let service: Replica;
const manager = { authorization: `Bearer ${token('manager', uuidV7())}` };
const seller = { authorization: `Bearer ${token('sales', uuidV7())}` };

beforeAll(async () => {
  database = await testDatabase();
  service = await replica(database);
});
afterAll(async () => {
  await service.close();
  await database.drop();
});

const post = (path: string, body?: unknown, headers: Record<string, string> = manager) =>
  service.send(`POST ${path}`, body, headers);
const register = async (body: object = {}, headers = manager) =>
  (await post('/customers', { lastName: 'Lovelace', ...body }, headers)).body.id as string;
const problem = (status: number, code: string) => ({
  status,
  body: expect.objectContaining({ status, code }),
});

describe('a command over HTTP', () => {
  it('answers 201 for what is new, 200 for what is not, with revision and position', async () => {
    const created = await post('/customers', {
      lastName: 'Lovelace',
      emails: [{ address: 'a1@example.org' }],
    });
    const { id } = created.body;
    expect(created).toMatchObject({ status: 201, body: { id: expect.any(String), revision: 0 } });
    expect(created.headers.get('etag')).toBe('"0"');
    expect(created.headers.get('consistency-token')).toBe(String(await service.store.head()));

    const phone = await post(`/customers/${id}/phones`, { number: '+49 30 1234567' });
    expect(phone).toMatchObject({ status: 201, body: { id, revision: 1, createdId: expect.any(String) } });
    const again = await post(`/customers/${id}/phones`, { number: '+49301234567' });
    expect(again).toMatchObject({ status: 200, body: { id, revision: 1 } });
    expect(again.headers.get('etag')).toBe('"1"');
    expect(again.headers.get('consistency-token')).toBe(phone.headers.get('consistency-token'));
    const path = `/customers/${id}/phones/${phone.body.createdId}`;
    expect(await service.send(`DELETE ${path}`, undefined, manager)).toMatchObject({ status: 200 });
    expect(await service.send(`DELETE ${path}`, undefined, manager)).toMatchObject(
      problem(404, 'telephone-number-not-found'),
    );
  });

  it('keeps every command of the contracts reachable', async () => {
    const id = await register();
    const interaction = { kind: 'call', occurredAt: '2026-01-01T10:00:00Z' };
    const logged = await post(`/customers/${id}/interactions`, interaction);
    const on = `/customers/${id}/interactions/${logged.body.createdId}`;
    for (const [route, body] of [
      [`PATCH /customers/${id}`, { firstName: 'Ada' }],
      [`PUT /customers/${id}/address`, { address: { city: 'London' } }],
      [`POST /customers/${id}/tags`, { add: ['a'] }],
      [`PUT /customers/${id}/owner`, { ownerId: null }],
      [`PUT /customers/${id}/stage`, { stage: 'customer' }],
      [`PATCH ${on}`, { subject: 'Offer' }],
      [`POST ${on}/void`, {}],
      [`POST /customers/${id}/archive`, {}],
      [`POST /customers/${id}/restore`, undefined],
    ] as const)
      expect(await service.send(route, body, manager)).toMatchObject({ status: 200 });
  });

  it('keeps every command on campaigns and their members reachable', async () => {
    const customer = await register();
    const planned = await post('/campaigns', { name: 'Spring', type: 'email' });
    expect(planned).toMatchObject({ status: 201, body: { revision: 0 } });
    const { id: campaignId } = planned.body;
    const on = `/campaigns/${campaignId}`;
    const cost = { amount: { amount: 12_550, currency: 'EUR' }, spentOn: '2026-01-02' };
    const { createdId } = (await post(`${on}/costs`, cost)).body;
    const touch = { campaignId, kind: 'opened', occurredAt: '2026-01-02T10:00:00Z' };
    for (const [route, body] of [
      [`PATCH ${on}`, { name: 'Summer' }],
      [`POST ${on}/costs/${createdId}/void`, {}],
      [`POST /customers/${customer}/campaigns`, { campaignId }],
      ...['launch', 'pause', 'resume', 'complete'].map((step) => [`POST ${on}/${step}`, {}] as const),
      [`POST /customers/${customer}/do-not-contact`, { channel: 'phone' }],
      [`POST /customers/${customer}/do-not-contact/lift`, { channel: 'phone' }],
    ] as const)
      expect(await service.send(route, body, manager)).toMatchObject({ status: 200 });
    expect(await post(`/customers/${customer}/touches`, touch)).toMatchObject({ status: 201 });
    expect(await post(`${on}/abort`, {})).toMatchObject(problem(409, 'campaign-transition-refused'));
    expect(await post(`${on}/launch`, {}, seller)).toMatchObject(problem(403, 'forbidden'));
  });

  it('stores nothing personal that can be read in the database', async () => {
    await register({
      lastName: 'Xyzzyname',
      emails: [{ address: 'xyzzy@example.org' }],
      attributes: { x: 'Xyzzyattr' },
    });
    const { rows } = await database
      .pool('admin')
      .query(`select count(*) from log.events where data::text ilike '%xyzzy%'`);
    expect(Number(rows[0].count)).toBe(0);
  });
});

describe('bad input', () => {
  it.each([
    [
      'an unknown field',
      { lastName: 'L', nickname: 'x' },
      [{ path: 'nickname', message: 'is not known here' }],
    ],
    ['a wrong type', { lastName: 5 }, [{ path: 'lastName', message: expect.any(String) }]],
    ['a missing field', {}, [{ path: 'lastName', message: expect.any(String) }]],
    [
      'text that is too long',
      { lastName: 'x'.repeat(101) },
      [{ path: 'lastName', message: expect.any(String) }],
    ],
    [
      'a day that is none',
      { lastName: 'L', birthDate: '2025-02-30' },
      [{ path: 'birthDate', message: expect.any(String) }],
    ],
    [
      'a wrong address',
      { lastName: 'L', emails: [{ address: 'nobody' }] },
      [{ path: 'emails.0.address', message: 'must be an e-mail address' }],
    ],
    [
      'a wrong number',
      { lastName: 'L', phones: [{ number: '12' }] },
      [{ path: 'phones.0.number', message: expect.any(String) }],
    ],
    [
      'control characters',
      { lastName: 'a\0b' },
      [{ path: 'lastName', message: 'must not contain control characters' }],
    ],
  ])('%s is named', async (_, body, errors) => {
    expect(await post('/customers', body)).toMatchObject({
      ...problem(400, 'invalid-input'),
      body: { errors },
    });
  });

  it('an instant that is none, and text that no store can keep', async () => {
    const id = await register();
    const interaction = { kind: 'note', occurredAt: 'yesterday' };
    expect(await post(`/customers/${id}/interactions`, interaction)).toMatchObject(
      problem(400, 'invalid-input'),
    );
    expect(await post('/customers', `{"lastName":"\\ud800"}`)).toMatchObject(problem(400, 'invalid-input'));
    expect(await post('/customers', { lastName: 'L', attributes: { n: 2 ** 60 } })).toMatchObject(
      problem(400, 'invalid-input'),
    );
  });

  it('malformed JSON, another media type, an array, a body of 20 MB', async () => {
    expect(await post('/customers', '{"lastName":')).toMatchObject(problem(400, 'malformed-request'));
    expect(
      await post('/customers', 'lastName=L', { ...manager, 'content-type': 'text/plain' }),
    ).toMatchObject(problem(415, 'unsupported-media-type'));
    expect(await post('/customers', [])).toMatchObject(problem(400, 'invalid-input'));
    expect(await post('/customers', { lastName: 'x'.repeat(20_000_000) })).toMatchObject(
      problem(413, 'too-large'),
    );
  });

  it('ids of nobody, ids that are none, routes that are none', async () => {
    for (const id of [uuidV7(), 'x', `${uuidV7()}0`])
      expect(await post(`/customers/${id}/archive`, {})).toMatchObject(problem(404, 'customer-not-found'));
    expect(await post('/nothing', {})).toMatchObject(problem(404, 'route-not-found'));
  });

  it('headers that cannot be', async () => {
    for (const headers of [
      { 'if-match': '3' },
      { 'if-match': '"x"' },
      { 'idempotency-key': 'x'.repeat(201) },
    ])
      expect(await post('/customers', { lastName: 'L' }, { ...manager, ...headers })).toMatchObject(
        problem(400, 'invalid-header'),
      );
  });
});

describe('who asks', () => {
  it.each([
    ['nobody', {}, 'token-missing'],
    [
      'somebody whose token has ended',
      { authorization: `Bearer ${token('manager', uuidV7(), { seconds: -1 })}` },
      'token-expired',
    ],
    [
      'a forger',
      { authorization: `Bearer ${token('manager', uuidV7(), { forged: true })}` },
      'token-invalid',
    ],
  ])('%s is refused', async (_, headers: Record<string, string>, code) => {
    const answer = await post('/customers', { lastName: 'L' }, headers);
    expect(answer).toMatchObject(problem(401, code));
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('a role that may not, and a record of somebody else', async () => {
    const auditor = { authorization: `Bearer ${token('auditor', uuidV7())}` };
    expect(await post('/customers', { lastName: 'L' }, auditor)).toMatchObject(problem(403, 'forbidden'));
    const id = await register();
    expect(await post(`/customers/${id}/archive`, {}, seller)).toMatchObject(
      problem(404, 'customer-not-found'),
    );
    expect(await service.send(`PUT /customers/${id}/owner`, { ownerId: null }, seller)).toMatchObject(
      problem(403, 'forbidden'),
    );
  });
});

describe('conflicts', () => {
  it('a stale revision: what happened in between', async () => {
    const id = await register();
    await service.send(`PATCH /customers/${id}`, { firstName: 'Ada' }, { ...manager, 'if-match': '"0"' });
    const stale = await service.send(
      `PATCH /customers/${id}`,
      { firstName: 'Eve' },
      { ...manager, 'if-match': '"0"' },
    );
    expect(stale).toMatchObject({
      ...problem(412, 'stale-revision'),
      body: {
        facts: { revision: 1, events: [{ type: 'CustomerDetailsChanged', data: { firstName: 'Ada' } }] },
      },
    });
  });

  it('an address that somebody has: a link for those who may see them', async () => {
    const emails = [{ address: 'taken@example.org' }];
    const id = await register({ emails });
    const seen = await post('/customers', { lastName: 'L', emails });
    expect(seen).toMatchObject({ ...problem(409, 'email-taken'), body: { facts: { customerId: id } } });
    const hidden = await post('/customers', { lastName: 'L', emails }, seller);
    expect(hidden.body.facts).toEqual({ address: 'taken@example.org' });
    expect(await post('/customers', { lastName: 'L', emails, registerAnyway: true })).toMatchObject({
      status: 201,
    });
  });
});
