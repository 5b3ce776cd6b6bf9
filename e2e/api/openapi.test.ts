import { setTimeout as sleep } from 'node:timers/promises';
import { Accepted, LogCheckpoint, Session, World } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Asked, observer, operations } from '../support/observed.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';

let product: TestProduct;
let observed: ReturnType<typeof observer>;
let bearer: { readonly authorization: string };
let me: string;

beforeAll(async () => {
  product = await startTestProduct();
  observed = observer(product.url);
  const { body } = await observed.ask('post /auth/sign-in', { body: product.administrator });
  const session = Session.parse(body);
  bearer = { authorization: `Bearer ${session.accessToken}` };
  me = session.user.id;
}, 60_000);
afterAll(() => product?.stop(), 60_000);

/** Asks as the administrator; every answer is held to the document. */
const ask = (operation: string, { headers, ...asked }: Asked = {}) =>
  observed.ask(operation, { ...asked, headers: { ...bearer, ...headers } });

const made = async (operation: string, asked: Asked): Promise<Accepted> => {
  const { status, body } = await ask(operation, asked);
  expect(status).toBe(201);
  return Accepted.parse(body);
};

/** Calls that must answer a status each. */
const all = async (calls: readonly (readonly [operation: string, status: number, asked?: Asked])[]) => {
  const answered = [];
  for (const [operation, , asked] of calls) answered.push([operation, (await ask(operation, asked)).status]);
  expect(answered).toEqual(calls.map(([operation, status]) => [operation, status]));
};

/** A checkpoint of at least two events, once there is one, and the index of its first. */
const signed = async (): Promise<{ readonly size: number; readonly index: number }> => {
  for (;;) {
    const { status, body } = await ask('get /log/checkpoint');
    const size = status === 200 ? LogCheckpoint.parse(body).size : 0;
    if (size > 1) return { size, index: 0 };
    await sleep(100);
  }
};

const occurredAt = '2026-03-01T10:00:00Z';
const unknown = '01890000-0000-7000-8000-000000000000';

describe('the OpenAPI document tells the truth', () => {
  it('about customers', async () => {
    const body = { lastName: 'Documented', emails: [{ address: 'doc@example.com' }] };
    const { id } = await made('post /customers', { body });
    const path = { id };
    await all([
      ['patch /customers/{id}', 200, { path, body: { jobTitle: 'Writer', birthDate: '1980-02-29' } }],
      ['put /customers/{id}/address', 200, { path, body: { address: { city: 'Bern', countryCode: 'ch' } } }],
      ['post /customers/{id}/tags', 200, { path, body: { add: ['one', 'two'] } }],
      ['put /customers/{id}/stage', 200, { path, body: { stage: 'customer' } }],
      ['put /customers/{id}/owner', 200, { path, body: { ownerId: null } }],
      ['put /customers/{id}/owner', 200, { path, body: { ownerId: me } }],
    ]);
    const email = await made('post /customers/{id}/emails', {
      path,
      body: { address: 'second@example.com' },
    });
    const emailPath = { id, emailId: email.createdId ?? '' };
    const phone = await made('post /customers/{id}/phones', { path, body: { number: '+41 31 000 00 00' } });
    const phonePath = { id, phoneId: phone.createdId ?? '' };
    await all([
      ['patch /customers/{id}/emails/{emailId}', 200, { path: emailPath, body: { primary: true } }],
      ['delete /customers/{id}/emails/{emailId}', 200, { path: emailPath }],
      ['patch /customers/{id}/phones/{phoneId}', 200, { path: phonePath, body: { doNotCall: true } }],
      ['delete /customers/{id}/phones/{phoneId}', 200, { path: phonePath }],
      ['post /customers/{id}/archive', 200, { path, body: { reason: 'a test' } }],
      ['post /customers/{id}/tags', 409, { path, body: { add: ['three'] } }],
      ['post /customers/{id}/restore', 200, { path }],
      ['post /customers', 409, { body }],
      ['patch /customers/{id}', 412, { path, body: { jobTitle: 'Late' }, headers: { 'if-match': '"0"' } }],
    ]);
  });

  it('about interactions', async () => {
    const { id } = await made('post /customers', { body: { lastName: 'Spoken' } });
    const logged = await made('post /customers/{id}/interactions', {
      path: { id },
      body: { kind: 'call', occurredAt, outcome: 'connected', participants: [{ address: 'x@example.com' }] },
    });
    const path = { id, interactionId: logged.createdId ?? '' };
    await all([
      ['patch /customers/{id}/interactions/{interactionId}', 200, { path, body: { durationSec: 60 } }],
      ['post /customers/{id}/interactions/{interactionId}/void', 200, { path, body: { reason: 'a test' } }],
    ]);
  });

  it('about questions', async () => {
    const { id } = await made('post /customers', { body: { lastName: 'Asked' } });
    const path = { id };
    await made('post /customers/{id}/interactions', { path, body: { kind: 'note', body: 'x', occurredAt } });
    const now = encodeURIComponent(new Date().toISOString());
    const { headers } = await ask('patch /customers/{id}', { path, body: { jobTitle: 'Asked' } });
    const token = { 'consistency-token': headers.get('consistency-token') ?? '' };
    await all([
      ['get /customers', 200, { headers: token, query: '?q=asked&sort=name&order=asc&limit=1' }],
      ['get /customers/counts', 200],
      ['get /customers/{id}', 200, { path, headers: token }],
      ['get /customers/{id}', 200, { path, query: `?asOf=${now}` }],
      ['get /customers/{id}/timeline', 200, { path, headers: token }],
      ['get /customers/{id}/history', 200, { path, headers: token }],
      ['get /customers/{id}', 404, { path: { id: unknown } }],
      ['get /customers/{id}/timeline', 404, { path: { id: unknown } }],
      ['get /customers', 400, { query: '?limit=1000' }],
      ['get /customers', 400, { query: '?surprise=1' }],
    ]);
  });

  it('about what a person may ask', async () => {
    const { id } = await made('post /customers', { body: { lastName: 'Exported' } });
    const path = { id };
    const before = await ask('patch /customers/{id}', { path, body: { jobTitle: 'Exported' } });
    const tokenOf = (headers: Headers) => ({ 'consistency-token': headers.get('consistency-token') ?? '' });
    await all([
      ['get /customers/{id}/export', 200, { path, headers: tokenOf(before.headers) }],
      ['get /customers/{id}/erasure', 404, { path }],
      ['post /customers/{id}/erase', 400, { path, body: { reason: 'prose' } }],
    ]);
    const { status, headers } = await ask('post /customers/{id}/erase', { path, body: { reason: 'asked' } });
    expect(status).toBe(200);
    const token = tokenOf(headers);
    await all([
      ['get /customers/{id}/erasure', 200, { path, headers: token }],
      ['get /customers/{id}/export', 200, { path, headers: token }],
      ['get /customers/{id}', 200, { path, headers: token }],
      ['patch /customers/{id}', 409, { path, body: { jobTitle: 'Ghost' } }],
    ]);
  });

  it('about campaigns', async () => {
    const email = { address: 'member@example.com' };
    const { id: customerId } = await made('post /customers', {
      body: { lastName: 'Member', emails: [email] },
    });
    const customer = { id: customerId };
    const { id } = await made('post /campaigns', { body: { name: 'Documented', type: 'email' } });
    const path = { id };
    await all([
      ['post /campaigns', 400, { body: { name: 'Documented', type: 'none' } }],
      ['patch /campaigns/{id}', 200, { path, body: { budget: { amount: 100_00, currency: 'EUR' } } }],
      ['post /campaigns/{id}/audiences', 400, { path, body: {} }],
      ['post /customers/{id}/campaigns', 200, { path: customer, body: { campaignId: id } }],
      ['post /campaigns/{id}/pause', 409, { path }],
      ['post /campaigns/{id}/launch', 200, { path }],
      ['post /campaigns/{id}/pause', 200, { path }],
      ['post /campaigns/{id}/resume', 200, { path }],
    ]);
    const audience = await ask('post /campaigns/{id}/audiences', {
      path,
      body: { emails: [email.address, 'nobody@example.com', 'no address'] },
    });
    expect(audience).toMatchObject({ status: 201, body: { total: 1, unknown: [{ row: 2 }, { row: 3 }] } });
    const touch = { campaignId: id, kind: 'unsubscribed', occurredAt, ip: '192.0.2.1' };
    const touched = await ask('post /customers/{id}/touches', { path: customer, body: touch });
    expect(touched.status).toBe(201);
    const cost = await made('post /campaigns/{id}/costs', {
      path,
      body: { amount: { amount: 50_00, currency: 'EUR' }, spentOn: '2026-03-01' },
    });
    const costPath = { id, costId: cost.createdId ?? '' };
    const { headers } = await ask('post /campaigns/{id}/costs/{costId}/void', { path: costPath, body: {} });
    const token = { 'consistency-token': headers.get('consistency-token') ?? '' };
    await all([
      ['get /campaigns', 200, { headers: token, query: '?q=documented&status=active&sort=name' }],
      ['get /campaigns/{id}', 200, { path, headers: token }],
      ['get /campaigns/{id}', 404, { path: { id: unknown } }],
      ['get /campaigns/{id}/members', 200, { path, headers: token, query: '?status=unsubscribed' }],
      ['get /campaigns/{id}/audiences', 200, { path, headers: token }],
      ['get /campaigns/{id}/report', 200, { path, headers: token }],
      ['get /customers/{id}/campaigns', 200, { path: customer, headers: token }],
      ['get /customers/{id}/timeline', 200, { path: customer, headers: token, query: '?kind=touch' }],
      ['get /customers/ids', 200, { headers: token, query: `?campaignId=${id}` }],
      ['post /customers/{id}/do-not-contact/lift', 200, { path: customer, body: { channel: 'email' } }],
      ['post /customers/{id}/do-not-contact', 200, { path: customer, body: { channel: 'phone' } }],
      ['post /campaigns/{id}/complete', 200, { path }],
      ['post /campaigns/{id}/abort', 409, { path }],
    ]);
    const other = await made('post /campaigns', { body: { name: 'Given up', type: 'sms' } });
    await all([['post /campaigns/{id}/abort', 200, { path: { id: other.id }, body: { reason: 'a test' } }]]);
  });

  it('about the proofs of the log', async () => {
    const { id } = await made('post /customers', { body: { lastName: 'Proven' } });
    const path = { id };
    const { headers } = await ask('patch /customers/{id}', { path, body: { jobTitle: 'Proven' } });
    const token = { 'consistency-token': headers.get('consistency-token') ?? '' };
    const { size, index } = await signed();
    await all([
      ['get /log/key', 200],
      ['get /log/customers/{id}', 200, { path, headers: token, query: `?size=${size}` }],
      ['get /log/customers/{id}', 404, { path: { id: unknown }, query: `?size=${size}` }],
      ['get /log/proofs/consistency', 200, { query: `?from=1&to=${size}` }],
      ['get /log/proofs/inclusion', 200, { query: `?index=${index}&size=${size}` }],
      ['get /log/proofs/inclusion', 400, { query: '?index=none' }],
    ]);
  });

  it('about read models', async () => {
    await all([
      ['get /read-models', 200],
      ['get /read-models/rebuilds', 200],
      ['get /read-models/parked', 200, { query: '?model=customer&limit=10' }],
      ['get /read-models/parked', 400, { query: '?model=No%20name' }],
      ['post /read-models/rebuilds', 202, { body: { models: ['interaction'] } }],
      ['post /read-models/rebuilds', 404, { body: { models: ['nonsense'] } }],
      ['post /read-models/rebuilds/{id}/cancel', 404, { path: { id: unknown } }],
      ['post /read-models/{model}/rollback', 409, { path: { model: 'customer' } }],
      ['post /read-models/{model}/switch', 404, { path: { model: 'nonsense' } }],
      ['post /read-models/{model}/parked/retry', 404, { path: { model: 'customer' }, body: { key: 'none' } }],
      ['post /read-models/{model}/parked/skip', 400, { path: { model: 'customer' } }],
    ]);
  });

  it('about worlds, and questions that are asked as of their moment', async () => {
    const then = new Date().toISOString();
    const { status, body } = await ask('post /time-machine', { body: { asOf: then } });
    expect(status).toBe(202);
    const path = { position: World.parse(body).position };
    for (;;) {
      const { state } = World.parse((await ask('get /time-machine/{position}', { path })).body);
      if (state === 'ready') break;
      expect(['waiting', 'building']).toContain(state);
      await sleep(50);
    }
    const query = `?asOf=${encodeURIComponent(then)}`;
    const missing = '?asOf=2001-01-01T00:00:00Z';
    await all([
      ['get /time-machine', 200],
      ['get /customers', 200, { query }],
      ['get /users', 200, { query }],
      ['get /campaigns', 409, { query: missing }],
      ['get /users', 409, { query: missing }],
      ['post /time-machine', 400, { body: { asOf: '2999-01-01T00:00:00Z' } }],
      ['delete /time-machine/{position}', 204, { path }],
      ['delete /time-machine/{position}', 404, { path }],
      ['get /time-machine/{position}', 404, { path }],
    ]);
  });

  it('about a batch, with a result for every command', async () => {
    const { status, body } = await ask('post /batch', {
      body: {
        commands: [
          { command: 'RegisterCustomer', body: { lastName: 'Batched' } },
          { command: 'RegisterCustomer', body: {} },
          { command: 'Nonsense' },
        ],
      },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ results: [{ status: 200 }, { status: 400 }, { status: 400 }] });
    await all([['post /batch', 400, { body: { commands: [] } }]]);
  });

  it('about users and sessions', async () => {
    const password = 'given for one sign-in';
    const { id } = await made('post /users', {
      body: { name: 'Una', email: 'una@example.com', role: 'sales', password },
    });
    const path = { id };
    const own = 'a password of my own';
    const signIn = { email: 'una@example.com', password };
    await all([
      ['post /auth/sign-in', 403, { body: signIn }],
      ['post /auth/sign-in', 401, { body: { ...signIn, password: 'wrong' } }],
      ['put /users/{id}/name', 200, { path, body: { name: 'Una Two' } }],
      ['put /users/{id}/role', 200, { path, body: { role: 'manager' } }],
      ['get /users', 200],
      ['get /users/{id}', 200, { path }],
      ['get /users/{id}', 404, { path: { id: unknown } }],
      ['post /users', 409, { body: { name: 'Una', email: 'una@example.com', role: 'sales', password } }],
    ]);
    const { headers, body } = await ask('post /auth/sign-in', { body: { ...signIn, newPassword: own } });
    const cookie = headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const una = { authorization: `Bearer ${Session.parse(body).accessToken}` };
    const renewed = await ask('post /auth/refresh', { headers: { cookie } });
    expect(renewed.status).toBe(200);
    await all([
      ['put /auth/password', 400, { headers: una, body: { password: 'wrong', newPassword: `${own} two` } }],
      ['put /auth/password', 204, { headers: una, body: { password: own, newPassword: `${own} two` } }],
      [
        'post /users',
        403,
        { headers: una, body: { name: 'X', email: 'x@example.com', role: 'sales', password } },
      ],
      ['post /auth/refresh', 401],
      ['post /auth/sign-out', 204],
      ['get /auth/jwks', 200],
      ['put /users/{id}/password', 200, { path, body: { password } }],
      ['post /users/{id}/deactivate', 200, { path }],
      ['post /users/{id}/reactivate', 200, { path }],
      ['put /users/{id}/email', 200, { path, body: { email: 'una.two@example.com' } }],
      ['put /users/{id}/email', 409, { path, body: { email: 'admin@example.com' } }],
    ]);
  });

  it('about live changes, which are read as they come', async () => {
    const stop = new AbortController();
    const { status, headers } = await fetch(`${product.url}/api/changes`, {
      headers: { ...bearer, accept: 'text/event-stream' },
      signal: stop.signal,
    });
    stop.abort();
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/event-stream']);
  });

  it('about every operation that it has', () => {
    const streamed = 'get /changes';
    expect(operations.filter((each) => each !== streamed && !observed.called.has(each))).toEqual([]);
  });

  it('and is served with pages to read it by', async () => {
    const [document, pages] = await Promise.all([
      fetch(`${product.url}/api/openapi.json`),
      fetch(`${product.url}/api/docs/`),
    ]);
    expect(await document.json()).toMatchObject({ openapi: '3.1.1' });
    expect([pages.status, pages.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});
