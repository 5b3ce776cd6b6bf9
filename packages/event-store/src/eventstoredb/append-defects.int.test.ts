import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newStream, noted, notes, streamEvents, to } from '../../testing/events.ts';
import { quick } from '../../testing/eventstoredb.ts';
import { bareClient, bareEvent, runProgram, settles } from '../../testing/eventstoredb-server/bare-client.ts';
import { type EventStoreServer, startEventStoreServer } from '../../testing/eventstoredb-server/server.ts';
import { AppendOutcomeUnknown, Unavailable } from '../errors.ts';
import type { EventStore } from '../port.ts';
import { createEventStoreDbStore } from './store.ts';

let server: EventStoreServer;
let store: EventStore;
beforeEach(async () => {
  server = await startEventStoreServer();
  store = createEventStoreDbStore(server.url, { timings: quick });
});
afterEach(async () => {
  Object.assign(server.faults, { appends: 'none' });
  await store.close();
  await server.stop();
});

describe('throwOnAppendFailure=false', () => {
  it('tells a wrong revision of the bare client, and changes nothing for the store', async () => {
    const [stream, url] = [newStream(), `${server.url}&throwOnAppendFailure=false`];
    await store.append(to(stream, 'none', notes(5)));
    const bare = await bareClient(url).appendToStream(stream, bareEvent(), { expectedRevision: 7n });
    expect(bare).toMatchObject({ success: false, nextExpectedRevision: 1n });

    const lenient = createEventStoreDbStore(url);
    await expect(lenient.append(to(stream, 7, notes(1)))).rejects.toMatchObject({ stream, actual: 4 });
    await lenient.close();
  });
});

describe('a connection that breaks', () => {
  it('rejects what other bare clients of the process wait for, and no append of another store', async () => {
    const other = await startEventStoreServer();
    server.faults.appends = 'unanswered';
    other.faults.appends = 'cut';
    const waiting = bareClient(server.url).appendToStream(newStream(), bareEvent());
    expect(await settles(waiting, 100)).toBe(false);
    await expect(bareClient(other.url).appendToStream(newStream(), bareEvent())).rejects.toThrow();
    await expect(waiting).rejects.toMatchObject({ type: 'unavailable' });

    Object.assign(server.faults, { appends: 'late', lateness: 200 });
    const patient = createEventStoreDbStore(server.url);
    const broken = createEventStoreDbStore(other.url, { timings: { ...quick, patience: 0 } });
    const late = patient.append(to(newStream(), 'none', notes(1)));
    await expect(broken.append(to(newStream(), 'none', notes(1)))).rejects.toThrow(AppendOutcomeUnknown);
    expect((await late).revisions).toEqual([0]);
    await Promise.all([patient.close(), broken.close()]);
    await other.stop();
  });

  it('ends a process whose bare client waits for another with an answer that comes late', async () => {
    const other = await startEventStoreServer();
    Object.assign(server.faults, { appends: 'late', lateness: 500 });
    other.faults.appends = 'cut';
    const program = runProgram(
      server.url,
      `const event = () => db.jsonEvent({ type: 'Noted', data: {} });
       client.appendToStream('one', event()).catch(() => {});
       await new Promise((resolve) => setTimeout(resolve, 100));
       await db.EventStoreDBClient.connectionString('${other.url}').appendToStream('two', event()).catch(() => {});`,
    );
    const { code, said } = await program.ended;
    expect([code, said]).toEqual([1, expect.stringContaining('TypeError')]);
    await other.stop();
  });

  it('is tried again with the same ids, and the append is there once', async () => {
    const stream = newStream();
    server.faults.appends = 'cut';
    const append = store.append(to(stream, 'none', notes(2)));
    setTimeout(() => Object.assign(server.faults, { appends: 'none' }), 100);
    expect((await append).revisions).toEqual([1]);
    expect(await streamEvents(store, stream)).toHaveLength(2);
  });
});

describe('an answer that never comes', () => {
  it('is waited for by the bare client for ever, and by the store in vain only so long', async () => {
    const stream = newStream();
    server.faults.appends = 'unanswered';
    expect(await settles(bareClient(server.url).appendToStream(newStream(), bareEvent()), 1_000)).toBe(false);
    await expect(store.append(to(stream, 'none', notes(1)))).rejects.toThrow(AppendOutcomeUnknown);
    server.faults.appends = 'none';
    expect(await streamEvents(store, stream)).toHaveLength(1);
  });

  it('is asked for again where the append was lost', async () => {
    const stream = newStream();
    server.faults.appends = 'lost';
    const append = store.append(to(stream, 'none', notes(1)));
    setTimeout(() => Object.assign(server.faults, { appends: 'none' }), 200);
    expect((await append).revisions).toEqual([0]);
    expect(await streamEvents(store, stream)).toHaveLength(1);
  });

  it('may come after the next try, and is then the same', async () => {
    const stream = newStream();
    Object.assign(server.faults, { appends: 'late', lateness: 2 * quick.answer });
    const append = store.append(to(stream, 'none', notes(1)));
    setTimeout(() => Object.assign(server.faults, { appends: 'none' }), 1.5 * quick.answer);
    expect((await append).revisions).toEqual([0]);
    expect(await streamEvents(store, stream)).toHaveLength(1);
  });
});

describe('a server that is down', () => {
  it('is a raw gRPC error without a type to the bare client, and Unavailable to whoever uses the store', async () => {
    await server.wire.down();
    const bare = await bareClient(server.url)
      .appendToStream(newStream(), bareEvent())
      .catch((error: unknown) => error);
    expect(bare).toMatchObject({ code: 14 });
    expect(bare).not.toHaveProperty('type');

    const asked = [
      () => store.append(to(newStream(), 'none', notes(1))),
      () => store.head(),
      () => store.readAll(null, 1),
      () => streamEvents(store, newStream()),
      () => store.readStreams([{ stream: newStream() }]),
    ];
    for (const ask of asked) await expect(ask()).rejects.toThrow(Unavailable);
    await server.wire.up();
    expect((await store.append(to(newStream(), 'none', notes(1)))).revisions).toEqual([0]);
  });

  it('with appends in flight loses none that it acknowledged, and writes none twice', async () => {
    const streams = Array.from({ length: 32 }, newStream);
    const written = streams.map(async (stream) => {
      for (let n = 0; n < 20; n++) await store.append(to(stream, n === 0 ? 'none' : n - 1, [noted(`${n}`)]));
    });
    for (let kill = 0; kill < 3; kill++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      await server.wire.down();
      await new Promise((resolve) => setTimeout(resolve, 60));
      await server.wire.up();
    }
    await Promise.all(written);
    const found = await store.readStreams(streams.map((stream) => ({ stream })));
    expect([...found.values()].map(({ length }) => length)).toEqual(streams.map(() => 20));
  });
});

describe('a server that stands still', () => {
  it('ends a process whose bare client has more to send than fits, as soon as the connection breaks', async () => {
    const program = runProgram(
      server.url,
      `await client.appendToStream('warm', db.jsonEvent({ type: 'Noted', data: {} }));
       console.log('warm');
       await new Promise((resolve) => setTimeout(resolve, 300));
       const event = () => db.jsonEvent({ type: 'Noted', data: { text: 'x'.repeat(50_000) } });
       for (let n = 0; n < 100; n++) client.appendToStream('s' + n, event()).catch(() => {});
       console.log('sent');`,
    );
    await program.says('warm');
    server.wire.freeze();
    await program.says('sent');
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.wire.cut();
    expect((await program.ended).code).toBe(1);
  });

  it('makes appends fail in time, however many wait, and takes them when it goes on', async () => {
    server.wire.freeze();
    const big = () => to(newStream(), 'none', [noted('x'.repeat(50_000))]);
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => store.append(big())));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ reason: expect.any(AppendOutcomeUnknown) });
    server.wire.cut();
    server.wire.thaw();
    expect((await store.append(big())).revisions).toEqual([0]);
  });
});
