import { randomUUID } from 'node:crypto';
import type { Actor, AnyEvent, ProvenEvent } from '@crm/contracts';
import { createPostgresStore, postgresKeyring, sealedStore } from '@crm/event-store';
import {
  eventHash,
  type Hash,
  openCheckpoint,
  verifierOf,
  verifyConsistency,
  verifyInclusion,
} from '@crm/proofs';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { responseValidator } from '@crm/service-kit/testing/response-validator';
import { type Serving, serving } from '@crm/service-kit/testing/serving';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caughtUp, newEvent, startFollower } from '../../testing/following.ts';
import { logApi, masterKey, token } from '../../testing/log-api.ts';
import { type RunningNotary, signedUp, startNotary } from '../../testing/notary.ts';

const misfits = responseValidator();
const auditor: Actor = { id: randomUUID(), role: 'auditor' };
const sales: Actor = { id: randomUUID(), role: 'sales' };
const [ada, bob] = [randomUUID(), randomUUID()];

let database: TestDatabase;
let server: Serving;
let notary: RunningNotary;
const endings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const writes = database.pool('crm_command', { max: 4, report: () => undefined });
  const keyring = postgresKeyring(writes, masterKey);
  const store = sealedStore(createPostgresStore(writes, { report: () => undefined }), keyring);
  const register = (id: string, ownerId: string | null) => {
    const [registered] = customerHistory(draws(1), 0).events;
    if (registered?.type !== 'CustomerRegistered') throw new Error('a history begins with a registration');
    const renamed = (n: number): AnyEvent => ({
      type: 'CustomerDetailsChanged',
      data: { jobTitle: `Role ${n}` },
    });
    const events: readonly AnyEvent[] = [
      { ...registered, data: { ...registered.data, firstName: 'Ada', ownerId } },
      ...Array.from({ length: 30 }, (_, n) => renamed(n)),
    ];
    return store.append([{ stream: `customer-${id}`, expected: 'any', events: events.map(newEvent) }]);
  };
  await register(ada, null);
  await register(bob, sales.id);
  const follower = startFollower(database);
  notary = startNotary(database);
  const admin = database.pool('admin', { report: () => undefined });
  await signedUp(admin, store);
  await caughtUp(database, store);

  const api = logApi(database);
  server = await serving(api.app);
  endings.push(server.close, notary.stop, follower.stop, store.close, api.close, database.drop);
});
afterAll(async () => {
  for (const end of endings) await end();
});

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect
  readonly body: any;
}

const ask = async (actor: Actor, path: string, template = path.split('?')[0] ?? ''): Promise<Answer> => {
  const response = await fetch(`${server.url}/api${path}`, {
    headers: { authorization: `Bearer ${token(actor)}` },
  });
  const body = await response.json();
  const { status } = response;
  const contentType = response.headers.get('content-type') ?? '';
  expect(misfits({ method: 'GET', path: template, status, contentType, body })).toEqual([]);
  return { status, body };
};
const checkpoint = async () => (await ask(auditor, '/log/checkpoint')).body;
const hash = (text: string): Hash => Buffer.from(text, 'base64');

describe('the log over HTTP', () => {
  it('tells its checkpoint, signed by the key that it publishes', async () => {
    const { note, size, root } = await checkpoint();
    const { body: key } = await ask(auditor, '/log/key');
    const verifier = verifierOf(key.verifier);
    if (verifier === null) throw new Error('the key is one');
    expect(openCheckpoint(note, verifier)).toMatchObject({ size, root: hash(root) });
    expect(size).toBe(62);
    expect(key.pem).toContain('BEGIN PUBLIC KEY');
  });

  it('proves that an event is in it, and that it only grew', async () => {
    const { size, root } = await checkpoint();
    const { body } = await ask(auditor, `/log/proofs/inclusion?index=17&size=${size}`);
    const inclusion = { leaf: hash(body.leaf), index: 17, size, root: hash(root) };
    expect(verifyInclusion(inclusion, body.proof.map(hash))).toBe(true);
    const whole = await ask(auditor, `/log/proofs/consistency?from=${size}&to=${size}`);
    expect(whole.body).toEqual({ from: size, to: size, proof: [] });
    const grown = await ask(auditor, `/log/proofs/consistency?from=1&to=${size}`);
    const first = await ask(auditor, `/log/proofs/inclusion?index=0&size=1`);
    const sizes = { from: { size: 1, root: hash(first.body.leaf) }, to: { size, root: hash(root) } };
    expect(verifyConsistency(sizes, grown.body.proof.map(hash))).toBe(true);
  });

  it.each([
    ['/log/proofs/inclusion?index=62&size=62', 'index'],
    ['/log/proofs/inclusion?index=0&size=63', 'size'],
    ['/log/proofs/inclusion?index=0', 'size'],
    ['/log/proofs/consistency?from=9&to=8', 'from'],
  ])('says what is wrong with %s', async (path, field) => {
    const { status, body } = await ask(auditor, path);
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ path: field })]);
  });

  it('hands out a customer’s events as they are stored, proven, with what they say beside', async () => {
    const { size, root } = await checkpoint();
    const items: ProvenEvent[] = [];
    for (let after = ''; ; ) {
      const { body } = await ask(
        auditor,
        `/log/customers/${ada}?size=${size}&limit=20${after}`,
        '/log/customers/{id}',
      );
      items.push(...body.items);
      if (body.next === null) break;
      after = `&after=${body.next}`;
    }
    expect(items.map(({ stored }) => stored.revision)).toEqual(Array.from({ length: 31 }, (_, n) => n));
    for (const { stored, index, proof } of items) {
      const inclusion = { leaf: eventHash(stored), index, size, root: hash(root) };
      expect(verifyInclusion(inclusion, proof.map(hash))).toBe(true);
    }
    expect(items[0]?.stored.data.firstName).toBeNull();
    expect(items[0]?.readable.firstName).toBe('Ada');
  });

  it('shows nobody the customers of others', async () => {
    const of = (id: string) => ask(sales, `/log/customers/${id}?size=62`, '/log/customers/{id}');
    expect((await of(bob)).status).toBe(200);
    expect(await of(ada)).toMatchObject({ status: 404, body: { code: 'customer-not-found' } });
  });
});
