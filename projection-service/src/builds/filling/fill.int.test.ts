import { randomBytes } from 'node:crypto';
import type { AnyEvent } from '@crm/contracts';
import { createPostgresStore, type EventStore, postgresKeyring, sealedStore } from '@crm/event-store';
import { customer, type ReadModel, type RowModel, readModels } from '@crm/read-models';
import { campaignHistory } from '@crm/read-models/testing/campaign-histories';
import { customerHistory, draws, type History } from '@crm/read-models/testing/histories';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { compareSchemas } from '../../../testing/compare-schemas.ts';
import { appendMixed, caughtUp, type Follower, newEvent, startFollower } from '../../../testing/following.ts';
import { rebuild } from './rebuild.ts';

const master = randomBytes(32);
let database: TestDatabase;
let admin: Pool;
let log: EventStore;
let store: EventStore;
let follower: Follower | undefined;

beforeEach(async () => {
  database = await testDatabase();
  admin = database.pool('admin', { report: () => undefined });
  log = createPostgresStore(admin, { report: () => undefined });
  store = sealedStore(log, postgresKeyring(admin, master));
});
afterEach(async () => {
  await follower?.stop();
  follower = undefined;
  await log.close();
  await database.drop();
});

/** What is filled, up to where, and by how many threads. */
interface Ways {
  readonly models?: readonly ReadModel[];
  readonly until?: bigint;
  readonly threads?: number;
}

/** Follows the log to its end, fills a schema from the same log, and gives what is not alike in the two. */
const differences = async ({ models = readModels, until, threads = 0 }: Ways = {}) => {
  const keyring = postgresKeyring(admin, master);
  const opened = sealedStore(log, keyring);
  follower = startFollower(database, models, { store: opened });
  await caughtUp(database, log, models);
  const parked: string[] = [];
  const client = await admin.connect();
  try {
    await rebuild(
      {
        store: opened,
        sealed: { log, keys: keyring },
        threads,
        models,
        within: async (stopped) => {
          parked.push(
            ...stopped.map(
              ({ build, poison }) => `${build.model.name} ${poison.key} ${poison.event.position}`,
            ),
          );
        },
      },
      client,
      'filled',
      until,
    );
    return { rows: await compareSchemas(client, models, 'live', 'filled'), parked: parked.toSorted() };
  } finally {
    client.release();
  }
};

const parkedLive = async (): Promise<readonly string[]> => {
  const { rows } = await admin.query<{ line: string }>(
    `select model || ' ' || key || ' ' || position as line from engine.parked`,
  );
  return rows.map(({ line }) => line).toSorted();
};

const append = (stream: string, ...events: readonly AnyEvent[]) =>
  store.append([{ stream, expected: 'any', events: events.map(newEvent) }]);

const histories = (seed: number, count: number, length: number): readonly History[] => {
  const draw = draws(seed);
  return Array.from({ length: count }, () => customerHistory(draw, Math.floor(draw() * length)));
};

/** A customer everything about whom that can be is this text. */
const named = (seed: number, text: string): History => {
  const { stream, events } = customerHistory(draws(seed), 0);
  const name = { lastName: text, companyName: text, firstName: text };
  const attributes = { [`key ${text}`]: `value ${text}` };
  return {
    stream,
    events: events.map((event) =>
      event.type === 'CustomerRegistered'
        ? { ...event, data: { ...event.data, ...name, attributes } }
        : event,
    ),
  };
};

describe.each([0, 2])('tables that are filled at once, by %i threads', (threads) => {
  it.each([1, 2, 3])('hold what is folded event by event (seed %i)', async (seed) => {
    const draw = draws(seed);
    const campaigns = Array.from({ length: 5 }, () => campaignHistory(draw, 40));
    await appendMixed(store, [...histories(seed, 60, 60), ...campaigns]);
    expect(await differences({ threads })).toEqual({ rows: [], parked: [] });
  });

  it('hold every value as it is, whatever it looks like', async () => {
    const odd = ['\\N', '\t\n\r\\.', '{"a",b}', 'null', 'NULL', `'";--`, 'ﬁ😀\u2028', '\\\\"\\', ' '];
    for (const [index, text] of odd.entries()) {
      const { stream, events } = named(index, text);
      const tagged: AnyEvent = {
        type: 'CustomerTagsChanged',
        data: { added: odd.slice(index), removed: [] },
      };
      await append(stream, ...events, tagged);
    }
    expect(await differences({ threads })).toEqual({ rows: [], parked: [] });
  });

  it('hold of the erased what is left of them', async () => {
    const people = histories(4, 6, 40);
    await appendMixed(store, people);
    for (const { stream } of people.slice(0, 3)) {
      await append(stream, { type: 'CustomerErased', data: { reason: 'asked' } });
      await postgresKeyring(admin, master).destroy(stream);
    }
    expect(await differences({ threads })).toEqual({ rows: [], parked: [] });
  });

  it('are not filled from what cannot be opened', async () => {
    await appendMixed(store, histories(7, 20, 20));
    await admin.query(
      `update log.events set data = jsonb_set(data::jsonb, '{sealed}', '"AQABeA"')
       where position = (select max(position) from log.events where type = 'CustomerRegistered')`,
    );
    const client = await admin.connect();
    const keys = postgresKeyring(admin, master);
    const filled = rebuild({ store, sealed: { log, keys }, models: readModels, threads }, client, 'filled');
    await expect(filled).rejects.toThrow('it is not what was sealed');
    client.release();
  });

  it('end at a position', async () => {
    await appendMixed(store, histories(5, 10, 20));
    const until = (await log.head()) ?? 0n;
    expect(await differences({ until, threads })).toEqual({ rows: [], parked: [] });
    await follower?.stop();
    await append(named(6, 'Later').stream, ...named(6, 'Later').events);
    const client = await admin.connect();
    await rebuild({ store, models: readModels }, client, 'again', until);
    expect(await compareSchemas(client, readModels, 'filled', 'again')).toEqual([]);
    client.release();
  });
});

describe('keys that stand still', () => {
  /** The customers, but for a stage that their fold cannot take, and a name that Postgres cannot. */
  const fragile: RowModel = {
    ...customer,
    fold: (row, event, earlier) => {
      const folded = customer.fold(row, event, earlier);
      if (folded?.stage === 'other') throw new Error('a stage beyond us');
      return folded?.lastName === 'ACME' ? { ...folded, birthDate: 'no day' } : folded;
    },
  };
  const models = readModels.map((model) => (model.name === 'customer' ? fragile : model));
  const parked: AnyEvent = { type: 'CustomerStageChanged', data: { from: 'lead', to: 'other' } };

  it('stand where they stood when they were folded event by event', async () => {
    for (const [seed, name] of ['Fine', 'Stopped', 'Refused', 'Erased', 'Also fine'].entries()) {
      const { stream, events } = named(seed, name);
      await append(stream, ...events);
      if (name === 'Stopped' || name === 'Erased') await append(stream, parked);
      if (name === 'Refused')
        await append(stream, { type: 'CustomerDetailsChanged', data: { lastName: 'ACME' } });
      await append(stream, { type: 'CustomerTagsChanged', data: { added: ['late'], removed: [] } });
    }
    const { stream } = named(3, 'Erased');
    follower = startFollower(database, models, { store });
    await caughtUp(database, log, models);
    await append(stream, { type: 'CustomerErased', data: { reason: 'asked' } });
    await caughtUp(database, log, models);
    await follower.stop();
    const { rows, parked: filled } = await differences({ models });
    expect(rows).toEqual([]);
    expect(filled).toHaveLength(3);
    expect(filled).toEqual(await parkedLive());
  });
});
