import { createEventStoreDbStore } from '@crm/event-store/eventstoredb/store';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { v7 } from 'uuid';
import { startEventStoreServer } from '../../../packages/event-store/testing/eventstoredb-server/server.ts';
import { closedLoop, type Loop } from '../closed-loop.ts';
import type { Figure, Result } from '../figure.ts';
import { median } from '../percentiles.ts';

const clients = 64;
const milliseconds = 3_000;
/** Rounds, each measuring everything once: what the machine does beside us then hits all alike. */
const rounds = 3;
/** Events that are followed from the first to the last. */
const history = 20_000;
const batch = 1_000;

/** The EventStoreDB store over the test server, beside the client package by itself on the same server. */
export const eventstoredb: Figure = {
  name: 'eventstoredb',
  about: `${clients} clients append one event each to the EventStoreDB test server, and ${history} are followed, against the bare client`,
  measure: async (say) => {
    const appends = { bare: [] as Loop[], store: [] as Loop[] };
    const followed = { bare: [] as number[], store: [] as number[] };
    for (let round = 1; round <= rounds; round++) {
      // A server's log is its memory: each round begins with an empty one.
      const { directUrl, stop } = await startEventStoreServer();
      const [store, bare] = [
        createEventStoreDbStore(directUrl),
        EventStoreDBClient.connectionString(directUrl),
      ];
      appends.bare.push(
        await closedLoop(clients, milliseconds, (client, n) =>
          bare.appendToStream(`bare-${client}-${n % 50}`, jsonEvent({ type, data, metadata })),
        ),
      );
      appends.store.push(
        await closedLoop(clients, milliseconds, (client, n) =>
          store.append([{ stream: `bench-${client}-${n % 50}`, expected: 'any', events: [event()] }]),
        ),
      );
      const from = await store.head();
      for (let written = 0; written < history; written += batch)
        await store.append([
          { stream: `history-${written}`, expected: 'none', events: Array.from({ length: batch }, event) },
        ]);
      followed.bare.push(await followBare(bare, from));
      followed.store.push(await followStore(store, from));
      say(
        `round ${round} of ${rounds}: ${Math.round(appends.store.at(-1)?.perSecond ?? 0)} appends/s, ${Math.round(followed.store.at(-1) ?? 0)} events/s followed`,
      );
      await Promise.all([store.close(), bare.dispose()]);
      await stop();
    }
    const rate = (loops: readonly Loop[]) => median(loops.map(({ perSecond }) => perSecond));
    const results: readonly Result[] = [
      {
        figure: 'EventStoreDB (test server): appends, 64 clients',
        value: rate(appends.store),
        unit: 'appends/s',
        floor: rate(appends.bare),
      },
      {
        figure: 'EventStoreDB (test server): catch-up',
        value: median(followed.store),
        unit: 'events/s',
        floor: median(followed.bare),
      },
    ];
    return results;
  },
};

const type = 'CustomerTagsChanged';
const data = { added: ['vip', 'berlin'], removed: ['cold'] };
const metadata = { actor: 'bench', correlation: 'bench', causation: 'bench' };
const event = () => ({ id: v7(), type, schema: 1, data, metadata });

/** Events a second of a subscription that begins after a position. */
const followBare = async (client: EventStoreDBClient, from: bigint | null): Promise<number> => {
  const startedAt = performance.now();
  const fromPosition = from === null ? 'start' : { commit: from, prepare: from };
  const subscription = client.subscribeToAll({ fromPosition });
  subscription.on('error', () => {});
  let seen = 0;
  for await (const _ of subscription) if (++seen === history) break;
  await subscription.unsubscribe();
  return (seen / (performance.now() - startedAt)) * 1000;
};

const followStore = async (
  store: ReturnType<typeof createEventStoreDbStore>,
  from: bigint | null,
): Promise<number> => {
  const startedAt = performance.now();
  const done = new AbortController();
  let seen = 0;
  for await (const page of store.subscribe(from, { batch, signal: done.signal })) {
    seen += page.length;
    if (seen >= history) done.abort();
  }
  return (seen / (performance.now() - startedAt)) * 1000;
};
