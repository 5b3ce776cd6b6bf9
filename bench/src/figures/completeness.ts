import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore } from '@crm/event-store';
import { plain } from '../appending.ts';
import type { Figure, Result } from '../figure.ts';
import { type BenchDatabase, benchDatabase } from '../postgres.ts';
import { emmettStore } from '../rivals/emmett.ts';

const events = 20_000;
const crowds = [1, 4, 16] as const;
/** Milliseconds without another event after which a consumer that lacks some is not waited for any longer. */
const patience = 5_000;

/** Writes with so many writers while a consumer follows from the beginning; ends when the consumer is told to. */
type Follow = (
  database: BenchDatabase,
  writers: number,
  seen: (id: string) => void,
) => Promise<() => Promise<unknown>>;

/** What a consumer that follows from the beginning, while others write, has seen in the end. */
export const completeness: Figure = {
  name: 'completeness',
  about: `${events} events by ${crowds.join(', ')} writers: what a consumer misses and sees twice, ours and emmett's`,
  measure: async (say) => {
    const results: Result[] = [];
    for (const writers of crowds)
      for (const [whose, follow] of Object.entries({ our: ours, "emmett's": emmetts })) {
        const { missed, repeated } = await seenBy(follow, writers);
        say(`${writers} writers, ${whose} consumer: ${missed} missed, ${repeated} repeated`);
        const result = (what: string, value: number): Result => ({
          figure: `completeness, ${writers === 1 ? '1 writer' : `${writers} writers`}: ${what} by ${whose} consumer`,
          value,
          unit: 'events',
          ...(whose === 'our' ? { goal: { of: 'value', is: 'at most', limit: 0 } } : {}),
        });
        results.push(result('missed', missed), result('repeated', repeated));
      }
    return results;
  },
};

const seenBy = async (follow: Follow, writers: number) => {
  const database = await benchDatabase();
  const ids = new Set<string>();
  let [repeated, lastAt] = [0, 0];
  const end = await follow(database, writers, (id) => {
    if (ids.has(id)) repeated++;
    ids.add(id);
    lastAt = performance.now();
  });
  const writtenAt = performance.now();
  while (performance.now() - Math.max(lastAt, writtenAt) < (ids.size < events ? patience : 500))
    await sleep(50);
  await end();
  await database.close();
  return { missed: events - ids.size, repeated };
};

/** Every writer has a store of its own, as a process has. */
const ours: Follow = async (database, writers, seen) => {
  const consumer = createPostgresStore(database.pool('crm_projection', { max: 2 }));
  const ending = new AbortController();
  const following = (async () => {
    for await (const page of consumer.subscribe(null, { batch: 100, signal: ending.signal }))
      for (const { id } of page) seen(id);
  })();
  const stores = Array.from({ length: writers }, () =>
    createPostgresStore(database.pool('crm_command', { max: 2 })),
  );
  await written(writers, (writer, n) => {
    const { stream, event } = plain(writer, n);
    return stores[writer]?.append([{ stream, expected: 'any', events: [event] }]);
  });
  return async () => {
    ending.abort();
    await following;
    await Promise.all([consumer, ...stores].map((store) => store.close()));
  };
};

const emmetts: Follow = async (database, writers, seen) => {
  const store = await emmettStore(database.url('admin'), database.pool('admin', { max: writers }));
  const consumer = store.consumer();
  consumer.reactor({
    processorId: 'bench',
    startFrom: 'BEGINNING',
    eachMessage: ({ metadata }) => seen(metadata.messageId),
  });
  const following = consumer.start();
  await written(writers, (writer, n) => {
    const { stream, event } = plain(writer, n);
    const { type, data, metadata } = event;
    return store.appendToStream(stream, [{ type, data, metadata }]);
  });
  return async () => {
    await consumer.close();
    await following;
    await store.close();
  };
};

const written = async (
  writers: number,
  write: (writer: number, n: number) => Promise<unknown> | undefined,
): Promise<void> => {
  const share = events / writers;
  const writer = async (writer: number): Promise<void> => {
    for (let n = 0; n < share; n++) await write(writer, n);
  };
  await Promise.all(Array.from({ length: writers }, (_, n) => writer(n)));
};
