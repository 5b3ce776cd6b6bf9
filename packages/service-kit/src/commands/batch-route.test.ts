import { BatchAnswer } from '@crm/contracts';
import { createMemoryStore, type EventStore, Unavailable } from '@crm/event-store';
import { afterEach, describe, expect, it } from '@jest/globals';
import { id, manager } from '../../testing/given.ts';
import { type Serving, serving } from '../../testing/serving.ts';
import { customers, seller } from '../../testing/write-side.ts';
import { createApp } from '../app.ts';
import { createLog } from '../log.ts';
import { batchRoute } from './batch-route.ts';
import { handler } from './handle.ts';

let app: Serving;
afterEach(() => app.close());

const start = async (store: EventStore, actor = manager) => {
  const log = createLog('test', 'silent');
  const handle = handler({ store, lookupKey: Buffer.alloc(32, 1) });
  app = await serving(
    createApp({
      log,
      verify: async () => actor,
      ready: async () => true,
      api: [batchRoute(handle, [customers], log)],
      rateLimitPerMinute: 1_000,
    }),
  );
  return async (body: unknown) => {
    const response = await fetch(`${app.url}/api/batch`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      token: response.headers.get('consistency-token'),
      body: await response.json(),
    };
  };
};
type Send = Awaited<ReturnType<typeof start>>;

const results = async (send: Send, ...commands: unknown[]) =>
  BatchAnswer.parse((await send({ commands })).body).results;
const register = (lastName: string, more: object = {}) => ({
  command: 'RegisterCustomer',
  body: { lastName },
  ...more,
});

describe('POST /batch', () => {
  it('gives a result for each command, in their order', async () => {
    const store = createMemoryStore();
    const send = await start(store);
    const { status, token, body } = await send({
      commands: [
        register('A', { import: { id: id(1), row: 7 } }),
        register('', {}),
        { command: 'NoSuch', body: {} },
        { command: 'ChangeTags', path: { id: id(9) }, body: { add: ['a'] } },
        register('B'),
      ],
    });
    expect(status).toBe(200);
    expect(token).toBe(String(await store.head()));
    const accepted = { status: 200, changed: true, accepted: { id: expect.any(String), revision: 0 } };
    const failed = (code: string, status: number) => ({ status, problem: expect.objectContaining({ code }) });
    expect(body).toEqual({
      results: [
        accepted,
        failed('invalid-input', 400),
        failed('unknown-command', 400),
        failed('customer-not-found', 404),
        accepted,
      ],
    });
    const [first] = await store.readAll(null, 1);
    expect(first?.metadata.import).toEqual({ id: id(1), row: 7 });
  });

  it('tells each field that is wrong as the command alone would', async () => {
    const send = await start(createMemoryStore());
    const [result] = await results(
      send,
      register('L', { body: { lastName: 'L', emails: [{ address: 'x' }], y: 1 } }),
    );
    expect(result).toMatchObject({
      problem: {
        errors: [
          { path: 'emails.0.address', message: 'must be an e-mail address' },
          { path: 'y', message: 'is not known here' },
        ],
      },
    });
  });

  it('carries commands on one record out in their order', async () => {
    const send = await start(createMemoryStore());
    const [registered] = await results(send, register('L'));
    const path = { id: registered && 'accepted' in registered ? registered.accepted.id : '' };
    const stages = ['customer', 'lead', 'customer', 'lead', 'other'];
    const changed = await results(
      send,
      ...stages.map((stage) => ({ command: 'ChangeStage', path, body: { stage } })),
      { command: 'ArchiveCustomer', path },
      { command: 'ChangeStage', path, body: { stage: 'lead' } },
    );
    expect(changed.map((each) => ('accepted' in each ? each.accepted.revision : each.problem.code))).toEqual([
      1,
      2,
      3,
      4,
      5,
      6,
      'customer-archived',
    ]);
  });

  it('gives an address to the first who asks for it, and a key its first result', async () => {
    const send = await start(createMemoryStore());
    const body = { lastName: 'L', emails: [{ address: 'l@example.org' }] };
    const keyed = register('', { body, idempotencyKey: 'row 1' });
    const answers = await results(send, keyed, register('', { body, idempotencyKey: 'row 2' }), keyed);
    expect(answers).toMatchObject([
      { status: 200, changed: true },
      { status: 409, problem: { code: 'email-taken' } },
      { status: 200, changed: false },
    ]);
    expect(await results(send, keyed)).toMatchObject([
      { changed: false, accepted: answers[0] && { revision: 0 } },
    ]);
  });

  it('appends to new streams all at once', async () => {
    let together = 0;
    let most = 0;
    const inner = createMemoryStore();
    const send = await start({
      ...inner,
      append: async (request) => {
        most = Math.max(most, ++together);
        await new Promise(setImmediate);
        together--;
        return inner.append(request);
      },
    });
    const emails = (n: number) => [{ address: `${n}@example.org` }];
    const commands = Array.from({ length: 500 }, (_, n) =>
      register('', { body: { lastName: 'L', emails: emails(n) }, idempotencyKey: `row ${n}` }),
    );
    expect((await results(send, ...commands)).filter(({ status }) => status === 200)).toHaveLength(500);
    expect(most).toBe(500);
  });

  it('asks for rights command by command', async () => {
    const send = await start(createMemoryStore(), seller);
    expect(
      await results(send, register('L'), register('', { body: { lastName: 'L', ownerId: id(1) } })),
    ).toMatchObject([{ status: 200 }, { status: 403, problem: { code: 'forbidden' } }]);
  });

  it('wants the path that the command has', async () => {
    const send = await start(createMemoryStore());
    expect(
      await results(
        send,
        { command: 'RemoveEmail', path: { id: id(1) }, body: {} },
        register('L', { path: { id: id(1) } }),
      ),
    ).toMatchObject([
      { problem: { errors: [{ path: 'path.emailId', message: 'is missing' }] } },
      { problem: { errors: [{ path: 'path.id', message: 'is not known here' }] } },
    ]);
  });

  it('says of each command that the store was away', async () => {
    const away = { ...createMemoryStore(), append: () => Promise.reject(new Unavailable('away')) };
    expect(await results(await start(away), register('A'), register('B'))).toMatchObject([
      { status: 503, problem: { code: 'unavailable' } },
      { status: 503, problem: { code: 'unavailable' } },
    ]);
  });

  it('is refused as a whole where it is no batch', async () => {
    const send = await start(createMemoryStore());
    const commands = Array.from({ length: 501 }, () => register('L'));
    for (const body of [{}, { commands: [] }, { commands }, { commands: [register('L')], more: 1 }])
      expect(await send(body)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });
});
