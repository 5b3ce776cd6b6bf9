import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { noted, notes, streamEvents, to } from '../../testing/events.ts';
import { quick } from '../../testing/eventstoredb.ts';
import { bareClient, settles } from '../../testing/eventstoredb-server/bare-client.ts';
import { type EventStoreServer, startEventStoreServer } from '../../testing/eventstoredb-server/server.ts';
import { Unavailable } from '../errors.ts';
import type { EventStore } from '../port.ts';
import { createEventStoreDbStore } from './store.ts';

let server: EventStoreServer;
let store: EventStore;
beforeEach(async () => {
  server = await startEventStoreServer();
  store = createEventStoreDbStore(server.url, { timings: quick });
});
afterEach(async () => {
  await store.close();
  await server.stop();
});

describe('a read', () => {
  it('that is not answered is waited for by the bare client for ever, and by the store in vain only so long', async () => {
    await store.append(to('one', 'none', [noted('x')]));
    server.faults.readsUnanswered = true;
    expect(await settles(Array.fromAsync(bareClient(server.url).readStream('one')), 1_000)).toBe(false);
    await expect(streamEvents(store, 'one')).rejects.toThrow(Unavailable);
    await expect(store.readAll(null, 1)).rejects.toThrow(Unavailable);
    server.faults.readsUnanswered = false;
    expect(await streamEvents(store, 'one')).toHaveLength(1);
  });

  it('from a position that is no event’s is a fault, not an outage', async () => {
    const { position } = await store.append(to('one', 'none', notes(2)));
    const read = store.readAll(position - 1n, 1);
    await expect(read).rejects.toThrow('InvalidPosition');
    await expect(read).rejects.not.toThrow(Unavailable);
  });
});
