import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { follow, newStream, noted, notes, texts, to } from '../../testing/events.ts';
import { quick } from '../../testing/eventstoredb.ts';
import { bareClient, bareEvent, runProgram, settles } from '../../testing/eventstoredb-server/bare-client.ts';
import { type EventStoreServer, startEventStoreServer } from '../../testing/eventstoredb-server/server.ts';
import { Unavailable } from '../errors.ts';
import type { EventStore } from '../port.ts';
import { createEventStoreDbStore } from './store.ts';

let server: EventStoreServer;
let store: EventStore;
let reported: unknown[];
beforeEach(async () => {
  server = await startEventStoreServer();
  reported = [];
  store = createEventStoreDbStore(server.url, {
    timings: quick,
    report: (error) => void reported.push(error),
  });
});
afterEach(async () => {
  await store.close();
  await server.stop();
});

/** Follows until it has heard of something, so that the subscription stands. */
const followed = async (): Promise<void> => {
  const heard = follow(store, await headAtLast(), 1);
  await until(() => server.subscribed() > 0);
  await store.append(to(newStream(), 'none', notes(1)));
  await heard;
};
/** The first read over a connection that has just broken is told so; the next has a new one. */
const headAtLast = async (): Promise<bigint | null> => {
  for (let tries = 0; tries < 50; tries++)
    try {
      return await store.head();
    } catch {
      await delay(20);
    }
  return store.head();
};
const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; !holds() && tries < 300; tries++) await delay(10);
  expect(holds()).toBe(true);
};

describe('leaving a loop', () => {
  it('leaves the bare client subscribed, and a store that is closed is not', async () => {
    const bare = bareClient(server.url).subscribeToAll();
    bare.on('error', () => {});
    await bareClient(server.url).appendToStream(newStream(), bareEvent());
    for await (const _ of bare) break;
    await delay(200);
    expect(server.subscribed()).toBe(1);
    await bare.unsubscribe();
    await until(() => server.subscribed() === 0);

    await followed();
    expect(server.subscribed()).toBe(1);
    await store.close();
    await until(() => server.subscribed() === 0);
    expect(reported).toEqual([]);
  });
});

describe('more than a hundred at once', () => {
  it('hang on one bare client together with its reads, and all go on at the store', async () => {
    const bare = bareClient(server.url);
    const subscriptions = Array.from({ length: 130 }, () => bare.subscribeToAll().on('error', () => {}));
    await until(() => server.subscribed() === 100);
    expect(await settles(Array.fromAsync(bare.readAll({ maxCount: 1 })), 300)).toBe(false);
    server.wire.cut();
    await until(() => server.subscribed() === 0);
    expect(subscriptions).toHaveLength(130);

    const patient = createEventStoreDbStore(server.url);
    const streams = Array.from({ length: 300 }, newStream);
    await Promise.all(streams.map((stream) => patient.append(to(stream, 'none', [noted(stream)]))));
    const start = await patient.head();
    const followers = Array.from({ length: 130 }, () => follow(patient, start, 2));
    const found = await patient.readStreams(streams.map((stream) => ({ stream })));
    expect([...found.values()].flatMap(texts)).toEqual(streams);
    await patient.append(to(newStream(), 'none', notes(2)));
    for (const heard of await Promise.all(followers)) expect(heard).toHaveLength(2);
    expect(server.subscribed()).toBe(1);
    await patient.close();
  }, 30_000);
});

describe('a checkpoint callback that throws', () => {
  it('stalls the bare client, and the store asks for no checkpoints', async () => {
    const program = runProgram(
      server.url,
      `process.on('unhandledRejection', () => console.log('thrown'));
       const checkpointReached = () => { throw new Error(); };
       const all = client.subscribeToAll({ filter: db.excludeSystemEvents({ checkpointReached }) });
       let events = 0;
       all.on('error', () => console.log('an error event'));
       all.on('data', () => { if (++events === 32) console.log('32 events'); });
       setTimeout(() => { console.log(events + ' events'); process.exit(0); }, 1500);`,
    );
    const following = follow(store, null, 200);
    for (let n = 0; n < 4; n++) await store.append(to(newStream(), 'none', notes(50)));
    expect(await following).toHaveLength(200);
    const { said } = await program.ended;
    expect(said.split('\n').filter(Boolean)).toEqual(['32 events', 'thrown', '32 events']);
  });
});

describe('an error that nobody listens to', () => {
  it('ends a process with the bare client, and is reported by the store', async () => {
    const program = runProgram(
      server.url,
      `client.subscribeToAll().once('confirmation', () => console.log('subscribed'));`,
    );
    await program.says('subscribed');
    await followed();
    server.wire.cut();
    expect((await program.ended).code).toBe(1);
    await until(() => reported.length > 0);
    await followed();
  });
});

describe('a subscription that ends', () => {
  it('stays ended with the bare client', async () => {
    const seen: string[] = [];
    const bare = bareClient(server.url).subscribeToAll();
    bare.on('error', () => void seen.push('error'));
    bare.on('data', () => void seen.push('event'));
    await until(() => server.subscribed() === 1);
    server.closeSubscriptions('with-an-error');
    await until(() => seen.length === 1);
    await store.append(to(newStream(), 'none', notes(1)));
    await delay(300);
    expect([seen, server.subscribed()]).toEqual([['error'], 0]);
  });

  it.each(['silently', 'with-an-error', 'in-order'] as const)(
    '%s is begun again by the store where it was, with no hole and no twin, and the old call is given up',
    async (how) => {
      await followed();
      const start = await store.head();
      const following = follow(store, start, 9);
      for (let round = 0; round < 3; round++) {
        server.closeSubscriptions(how);
        await store.append(to(newStream(), 'none', notes(3, `round ${round}:`)));
        await until(() => reported.length > round);
        await until(() => server.everSubscribed() === round + 2 && server.subscribed() === 1);
      }
      expect(texts(await following)).toEqual(
        [0, 1, 2].flatMap((round) => [0, 1, 2].map((n) => `round ${round}: ${n}`)),
      );
    },
  );

  it('with its connection is begun again as well, and followers learn meanwhile that the server is away', async () => {
    await followed();
    const start = await store.head();
    await server.wire.down();
    await expect(follow(store, start, 1)).rejects.toThrow(Unavailable);
    await server.wire.up();
    await followed();
  });

  it('when the server stands still is noticed in time', async () => {
    await followed();
    const start = await store.head();
    server.wire.freeze();
    await expect(store.head()).rejects.toThrow(Unavailable);
    await expect(follow(store, start, 1)).rejects.toThrow(Unavailable);
    server.wire.cut();
    server.wire.thaw();
    await followed();
  });
});

describe('a subscription that is slow', () => {
  it('is not taken for one that stands still', async () => {
    await followed();
    const following = follow(store, await store.head(), 40);
    server.faults.pace = 20;
    await store.append(to(newStream(), 'none', notes(40)));
    expect(await following).toHaveLength(40);
    expect(reported).toEqual([]);
  });
});

describe('a consumer that is slower than the log', () => {
  it('is run into by the bare client, and waited for by the store', async () => {
    const work = { underWay: 0, most: 0 };
    const consume = async (): Promise<void> => {
      work.most = Math.max(work.most, ++work.underWay);
      await delay(5);
      work.underWay--;
    };
    const bare = bareClient(server.url).subscribeToAll();
    bare.on('error', () => {});
    bare.on('data', async () => consume());
    await until(() => server.subscribed() === 1);
    for (let n = 0; n < 3; n++) await store.append(to(newStream(), 'none', notes(1_000, `${n}:`)));
    await until(() => work.most > 10);
    await bare.unsubscribe();
    await until(() => work.underWay === 0);

    work.most = 0;
    const done = new AbortController();
    const seen: unknown[] = [];
    for await (const batch of store.subscribe(null, { batch: 50, signal: done.signal })) {
      await consume();
      seen.push(...texts(batch));
      if (seen.length >= 3_000) done.abort();
    }
    expect(work.most).toBe(1);
    expect(seen).toEqual([0, 1, 2].flatMap((n) => texts(recordedLike(notes(1_000, `${n}:`)))));
  });

  it('does not keep others from what comes', async () => {
    await followed();
    const start = await store.head();
    const done = new AbortController();
    const slow = (async () => {
      for await (const _ of store.subscribe(start, { batch: 1, signal: done.signal }))
        await delay(1_000, undefined, { signal: done.signal }).catch(() => {});
    })();
    const quickOne = follow(store, start, 3_000);
    for (let n = 0; n < 3; n++) await store.append(to(newStream(), 'none', notes(1_000)));
    expect(await quickOne).toHaveLength(3_000);
    done.abort();
    await slow;
  });
});

const recordedLike = (events: ReturnType<typeof notes>) =>
  events.map((event) => ({
    ...event,
    stream: '',
    revision: 0,
    position: 0n,
    metadata: { ...event.metadata, recordedAt: '' },
  }));
