import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOrder } from '../../testing/contract-concurrency.ts';
import { follow, logAfter, newStream, noted, notes, streamEvents, texts, to } from '../../testing/events.ts';
import { testLog } from '../../testing/postgres.ts';
import { Unavailable, WrongExpectedRevision } from '../errors.ts';
import type { EventStore } from '../port.ts';

let log: Awaited<ReturnType<typeof testLog>>;
let store: EventStore;
beforeAll(async () => {
  log = await testLog();
  store = log.open();
});
afterAll(async () => {
  await store.close();
  await log.database.drop();
});

/** Ends connections of the services. */
const terminate = (which = 'true') => log.database.kill(`usename = 'crm_command' and ${which}`);

/** Holds the head, as a writer does that has stalled in mid-flush. */
const holdHead = async () => {
  const holder = await log.database.pool().connect();
  await holder.query('begin');
  await holder.query('select from log.head for update');
  return async () => {
    await holder.query('rollback');
    holder.release();
  };
};

describe('connections that are killed', () => {
  it('in mid-append lose nothing and write nothing twice', async () => {
    const start = await store.head();
    const other = log.open();
    const [lanes, perLane] = [8, 100];
    let [writing, killed] = [true, 0];
    const killer = (async () => {
      // Now and then, not all the time: a writer that is killed at every try rightly gives up.
      for (let kill = 0; writing && kill < 30; kill++) {
        await delay(10 + Math.random() * 100);
        killed += await terminate(`query like '%log.append%'`);
      }
    })();
    const written = await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const stream = newStream();
        for (let n = 0; n < perLane; n++)
          await (lane % 2 === 0 ? store : other).append(
            to(stream, n === 0 ? 'none' : n - 1, [noted(`${n}`)]),
          );
        return stream;
      }),
    );
    writing = false;
    await killer;
    expect(killed).toBeGreaterThan(0);
    const whole = await logAfter(store, start);
    expect(whole).toHaveLength(lanes * perLane);
    expectOrder(whole);
    const expected = Array.from({ length: perLane }, (_, n) => `${n}`);
    for (const stream of written) expect(texts(await streamEvents(store, stream))).toEqual(expected);
    await other.close();
  }, 60_000);

  it('while the head is held by another are tried again, and the append is there once', async () => {
    const release = await holdHead();
    const stream = newStream();
    const append = store.append(to(stream, 'none', notes(2)));
    await delay(100);
    await terminate(`wait_event_type = 'Lock'`);
    await delay(50);
    await release();
    expect((await append).revisions).toEqual([1]);
    expect(await streamEvents(store, stream)).toHaveLength(2);
  });

  it('do not keep a subscription from what comes', async () => {
    const following = follow(store, await store.head(), 2);
    await delay(100);
    await terminate(`query like 'listen%'`);
    await store.append(to(newStream(), 'none', notes(1, 'unheard')));
    await delay(50);
    await store.append(to(newStream(), 'none', notes(1, 'unheard')));
    expect(texts(await following)).toEqual(['unheard 0', 'unheard 0']);
  });
});

describe('a queue that is full', () => {
  it('refuses at once, and takes more when it has drained', async () => {
    const small = log.open({ limits: { waitingRequests: 5 } });
    const release = await holdHead();
    const settled: unknown[] = [];
    const append = () =>
      small.append(to(newStream(), 'none', notes(1))).then(
        () => settled.push('written'),
        (error: unknown) => settled.push(error),
      );
    // Two flushes are under way with one append each; of what comes then, five wait and the rest is refused.
    const appends: Promise<unknown>[] = [];
    for (let n = 0; n < 20; n++) {
      appends.push(append());
      if (n < 2) await delay(30);
    }
    await delay(30);
    const refused = [...settled];
    await release();
    await Promise.all(appends);
    expect(refused).toEqual(Array.from({ length: 13 }, () => expect.any(Unavailable)));
    expect(settled.slice(13)).toEqual(Array.from({ length: 7 }, () => 'written'));
    expect((await small.append(to(newStream(), 'none', notes(1)))).revisions).toEqual([0]);
    await small.close();
  });
});

describe('two processes', () => {
  it('agree on who was first, and each hears of the other', async () => {
    const [one, two] = [log.open(), log.open()];
    const stream = newStream();
    const hears = follow(two, await two.head(), 1);
    const outcomes = await Promise.allSettled(
      [one, two].map((each) => each.append(to(stream, 'none', notes(1)))),
    );
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(reasons).toEqual([expect.any(WrongExpectedRevision)]);
    expect(texts(await hears)).toEqual(['note 0']);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('a database that is not there', () => {
  it('is Unavailable to readers and, after some tries, to writers', async () => {
    const gone = log.open();
    const admin = log.database.pool();
    const limitTo = async (connections: number) =>
      admin.query(
        `do $$ begin execute format('alter database %I connection limit ${connections}', current_database()); end $$`,
      );
    await limitTo(0);
    await terminate();
    await expect(gone.head()).rejects.toThrow(Unavailable);
    await expect(gone.readAll(null, 1)).rejects.toThrow(Unavailable);
    await expect(gone.append(to(newStream(), 'none', notes(1)))).rejects.toThrow(Unavailable);
    const waits = gone.append(to(newStream(), 'none', notes(1)));
    await delay(200);
    await limitTo(-1);
    expect((await waits).revisions).toEqual([0]);
    expect((await gone.append(to(newStream(), 'none', notes(1)))).revisions).toEqual([0]);
    await gone.close();
  }, 30_000);
});
