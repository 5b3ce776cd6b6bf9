import { setTimeout as sleep } from 'node:timers/promises';
import { Overloaded } from '@crm/service-kit/problem';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidV7 } from 'uuid';
import { type Replica, replica, token } from '../testing/running.ts';
import { customersByFilter } from './audiences/customers-by-filter.ts';

let database: TestDatabase;
let service: Replica;
let fitting: readonly string[] = [];
const asked: { readonly filter: object; readonly authorization: string | undefined }[] = [];
const manager = { authorization: `Bearer ${token('manager', uuidV7())}` };
const seller = { authorization: `Bearer ${token('sales', uuidV7())}` };

beforeAll(async () => {
  database = await testDatabase();
  service = await replica(database, async (filter, { authorization }) => {
    asked.push({ filter, authorization });
    return fitting;
  });
});
afterAll(async () => {
  await service.close();
  await database.drop();
});

const post = (path: string, body: unknown, headers: Record<string, string> = manager) =>
  service.send(`POST ${path}`, body, headers);
const register = async (address: string) =>
  (await post('/customers', { lastName: 'L', emails: [{ address }] })).body.id as string;
const plan = async () => (await post('/campaigns', { name: 'Spring', type: 'email' })).body.id as string;

/** The members of a campaign once it says that all its audiences are done. */
const membersOf = async (campaignId: string): Promise<readonly string[]> => {
  const stream = `campaign-${campaignId}`;
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(10)) {
    const events = (await service.store.readStreams([{ stream }])).get(stream) ?? [];
    if (events.some(({ type }) => type === 'CampaignAudienceCompleted')) break;
  }
  const { rows } = await database.pool('admin').query<{ stream: string }>(
    `select stream from log.events
     where type = 'CampaignMemberAdded' and data->>'campaignId' = $1 order by position`,
    [campaignId],
  );
  return rows.map((row) => row.stream.slice('customer-'.length));
};

describe('an audience over HTTP', () => {
  it('by a filter is whom the caller may see', async () => {
    fitting = [await register('f1@example.org'), await register('f2@example.org')];
    const campaignId = await plan();
    const answer = await post(`/campaigns/${campaignId}/audiences`, { filter: { tag: 'vip' } });
    expect(answer).toMatchObject({
      status: 201,
      body: { id: campaignId, revision: 2, createdId: expect.any(String), total: 2, unknown: [] },
    });
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(asked.at(-1)).toEqual({ filter: { tag: ['vip'], archived: 'no' }, ...manager });
    expect((await membersOf(campaignId)).toSorted()).toEqual(fitting.toSorted());
  });

  it('by addresses tells which of them lead to nobody', async () => {
    const [ada, bob] = [await register('ada@example.org'), await register('bob@example.org')];
    const campaignId = await plan();
    const emails = [' ADA@example.org', 'nobody@example.org', 'ada', 'bob@example.org', 'ada@EXAMPLE.org'];
    const answer = await post(`/campaigns/${campaignId}/audiences`, { emails });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        total: 2,
        unknown: [
          { row: 2, address: 'nobody@example.org', code: 'nobody-has-it' },
          { row: 3, address: 'ada', code: 'not-an-address' },
          { row: 5, address: 'ada@EXAMPLE.org', code: 'named-twice' },
        ],
      },
    });
    expect((await membersOf(campaignId)).toSorted()).toEqual([ada, bob].toSorted());
  });

  it('asked for again with the same key is the same one', async () => {
    fitting = [await register('k1@example.org')];
    const campaignId = await plan();
    const headers = { ...manager, 'idempotency-key': 'audience-1' };
    const first = await post(`/campaigns/${campaignId}/audiences`, { filter: {} }, headers);
    fitting = [...fitting, await register('k2@example.org')];
    const again = await post(`/campaigns/${campaignId}/audiences`, { filter: {} }, headers);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(await membersOf(campaignId)).toHaveLength(1);
    const reused = await post(`/campaigns/${campaignId}/audiences`, { filter: { q: 'x' } }, headers);
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('is refused where it cannot be', async () => {
    const campaignId = await plan();
    const on = `/campaigns/${campaignId}/audiences`;
    for (const [body, headers, status, code] of [
      [{}, manager, 400, 'invalid-input'],
      [{ filter: {}, emails: ['a@example.org'] }, manager, 400, 'invalid-input'],
      [{ filter: { colour: 'red' } }, manager, 400, 'invalid-input'],
      [{ filter: {} }, seller, 403, 'forbidden'],
      [{ filter: {} }, { ...manager, 'if-match': '"7"' }, 412, 'stale-revision'],
    ] as const)
      expect(await post(on, body, headers)).toMatchObject({ status, body: { code } });
    expect(await post(`/campaigns/${uuidV7()}/audiences`, { filter: {} })).toMatchObject({
      status: 404,
      body: { code: 'campaign-not-found' },
    });
    await post(`/campaigns/${campaignId}/abort`, {});
    expect(await post(on, { filter: {} })).toMatchObject({ status: 409, body: { code: 'campaign-closed' } });
    const commands = [{ command: 'AddAudience', path: { id: campaignId }, body: { filter: {} } }];
    const { body } = await post('/batch', { commands });
    expect(body.results[0]).toMatchObject({ status: 400, problem: { code: 'unknown-command' } });
  });

  it('by a filter is asked for again later where the query service is away', async () => {
    const nowhere = customersByFilter('http://127.0.0.1:1');
    const caller = { authorization: undefined, consistencyToken: undefined };
    await expect(nowhere({ archived: 'no' }, caller)).rejects.toBeInstanceOf(Overloaded);
  });
});
