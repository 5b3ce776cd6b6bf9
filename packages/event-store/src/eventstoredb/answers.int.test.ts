import { jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { follow, logAfter, newStream, noted, notes, streamEvents, to } from '../../testing/events.ts';
import { quick } from '../../testing/eventstoredb.ts';
import { bareClient, bareEvent } from '../../testing/eventstoredb-server/bare-client.ts';
import { type EventStoreServer, startEventStoreServer } from '../../testing/eventstoredb-server/server.ts';
import { storedBytes } from '../../testing/eventstoredb-server/stored.ts';
import { canonical } from '../canonical.ts';
import { AppendOutcomeUnknown, AppendTooLarge, NotCanonical, Unavailable } from '../errors.ts';
import type { EventStore, NewEvent } from '../port.ts';
import { buffer } from './reads.ts';
import { createEventStoreDbStore } from './store.ts';

let server: EventStoreServer;
let store: EventStore;
beforeAll(async () => {
  server = await startEventStoreServer();
  store = createEventStoreDbStore(server.url, { timings: { ...quick, patience: 300 } });
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

/** Appends while the server has these switches on. */
const appendUnder = async (faults: Partial<EventStoreServer['faults']>, stream = newStream()) => {
  const before = { ...server.faults };
  Object.assign(server.faults, faults);
  try {
    return await store.append(to(stream, 'any', [noted('x'.repeat(2_000))]));
  } finally {
    Object.assign(server.faults, before);
  }
};
const bytesAt = (stream: string) => {
  const last = server.log.streams.get(stream)?.at(-1);
  return last && storedBytes(last);
};

describe('what is stored', () => {
  const metadata = { actor: 'system', correlation: 'c', causation: 'c' };

  it('is the canonical text, byte for byte, and the version of the type beside the metadata', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (data) => {
        const [stream, event] = [newStream(), { ...noted(''), schema: 3, data } as NewEvent];
        const appended = await store.append(to(stream, 'none', [event])).catch((error: unknown) => error);
        if (appended instanceof NotCanonical) return;
        const [read] = await streamEvents(store, stream);
        expect(bytesAt(stream)).toEqual({
          contentType: 'application/json',
          data: canonical(data),
          metadata: canonical({ metadata: read?.metadata, schema: 3 }),
        });
        expect([canonical(read?.data), read?.schema]).toEqual([canonical(data), 3]);
      }),
      { numRuns: 50 },
    );
  });

  it('would be another text if the bare client wrote it', async () => {
    const [stream, other, data] = [newStream(), newStream(), { '10': 'ten', '9': 'nine' }];
    await bareClient(server.url).appendToStream(stream, jsonEvent({ type: 'Noted', data }));
    await store.append(to(other, 'none', [{ ...noted(''), data, metadata }]));
    expect(bytesAt(stream)?.data).toBe('{"9":"nine","10":"ten"}');
    expect(bytesAt(other)?.data).toBe('{"10":"ten","9":"nine"}');
  });
});

describe('events of the server and of other programs', () => {
  it('are in the log and in nobody’s way', async () => {
    const [start, bare] = [await store.head(), bareClient(server.url)];
    const foreign = async (count: number) => {
      await bare.appendToStream(
        'other-program',
        Array.from({ length: count }, () => bareEvent()),
      );
      await bare.appendToStream('$stats', jsonEvent({ type: '$statsCollected', data: {} }));
    };
    const following = follow(store, start, 7);
    for (let round = 0; round < 3; round++) {
      await foreign(100);
      await store.append(to(newStream(), 'none', notes(2)));
    }
    const { position } = await store.append(to(newStream(), 'none', notes(1)));
    await foreign(100);
    expect(await store.head()).toBe(position);
    for (const page of [1, 3, 100]) expect(await logAfter(store, start, page)).toHaveLength(7);
    expect(await following).toHaveLength(7);
  });

  it('are all there is in a log without ours', async () => {
    const empty = await startEventStoreServer();
    const own = createEventStoreDbStore(empty.url);
    await bareClient(empty.url).appendToStream('$stats', [bareEvent(), bareEvent()]);
    expect([await own.head(), await own.readAll(null, 10)]).toEqual([null, []]);
    const following = follow(own, null, 1);
    await own.append(to(newStream(), 'none', notes(1)));
    expect(await following).toHaveLength(1);
    await own.close();
    await empty.stop();
  });
});

describe('a refusal', () => {
  it('of too many bytes is the same error as our own', async () => {
    await expect(appendUnder({ maxAppendBytes: 1_000 })).rejects.toThrow(AppendTooLarge);
  });

  it('for now is tried again, and then says that nothing was written', async () => {
    const stream = newStream();
    await expect(appendUnder({ refusal: 'busy' }, stream)).rejects.toThrow(Unavailable);
    expect(await streamEvents(store, stream)).toEqual([]);
  });

  it('after the server’s own time-out leaves the outcome open', async () => {
    await expect(appendUnder({ refusal: 'timeout' })).rejects.toThrow(AppendOutcomeUnknown);
  });

  it.each(['access-denied', 'stream-deleted'] as const)('for good (%s) is a fault', async (refusal) => {
    const append = appendUnder({ refusal });
    await expect(append).rejects.toThrow(/refuses an append/);
    server.faults.refusal = refusal;
    const read = await streamEvents(store, newStream()).catch((error: unknown) => error);
    server.faults.refusal = 'none';
    expect(read).toMatchObject({ type: refusal });
  });
});

describe('an answer without a position', () => {
  it('is completed by reading it', async () => {
    const { position } = await appendUnder({ positionless: true });
    expect(position).toBe(await store.head());
  });
});

describe('more appends than may be under way', () => {
  it('are refused at once, and taken again when there is room', async () => {
    const small = createEventStoreDbStore(server.url, { limits: { requests: 5, bytes: 100_000 } });
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => small.append(to(newStream(), 'none', notes(1)))),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    for (const outcome of all.slice(5)) expect(outcome).toMatchObject({ reason: expect.any(Unavailable) });
    expect((await small.append(to(newStream(), 'none', notes(1)))).revisions).toEqual([0]);
    await small.close();
  });
});

describe('credentials with tls=false', () => {
  it('are left out by the bare client without a word, which is why such an address is refused', async () => {
    const [bare, stream] = [bareClient(server.url), newStream()];
    const credentials = { username: 'admin', password: 'changeit' };
    const appended = await bare.appendToStream(stream, bareEvent(), { credentials });
    expect([appended.success, server.authorizations]).toEqual([true, [[]]]);
    const again = bare.appendToStream(stream, bareEvent(), { credentials, expectedRevision: 7n });
    await expect(again).rejects.toMatchObject({ actualVersion: 0n });
  });
});

describe('the client’s buffer', () => {
  it('is 16 events unless it is told otherwise', () => {
    const bare = bareClient(server.url);
    const reads = [bare.readAll({ maxCount: 1 }), bare.subscribeToAll({}), bare.subscribeToAll({}, buffer)];
    expect(reads.map(({ readableHighWaterMark }) => readableHighWaterMark)).toEqual([16, 16, 1024]);
    for (const read of reads) read.on('error', () => {}).destroy();
  });
});
