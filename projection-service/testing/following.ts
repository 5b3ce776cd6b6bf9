import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyEvent } from '@crm/contracts';
import { createPostgresStore, type EventStore, type NewEvent } from '@crm/event-store';
import { type ReadModel, readModels } from '@crm/read-models';
import type { History } from '@crm/read-models/testing/histories';
import type { TestDatabase } from '@crm/service-kit/testing/database';
import { v7 } from 'uuid';
import { runBuilds } from '../src/builds/run-builds.ts';
import { type Following, follow } from '../src/engine/following/follow.ts';
import { standings } from '../src/standings.ts';

/** A follower at work in a test. */
export interface Follower {
  readonly faults: readonly unknown[];
  readonly poisons: readonly { readonly model: string; readonly type: string }[];
  /** Resolves once it leads. */
  readonly leads: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Follows the log of a test's database under the service's own role, and builds what is ordered. */
export const startFollower = (
  database: TestDatabase,
  models: readonly ReadModel[] = readModels,
  told: Partial<Following> = {},
): Follower => {
  const report = () => undefined;
  const pool = database.pool('crm_projection', { report });
  const store = createPostgresStore(pool, { report });
  const ending = new AbortController();
  const faults: unknown[] = [];
  const poisons: { model: string; type: string }[] = [];
  const { promise: leads, resolve } = Promise.withResolvers<void>();
  const followed = follow(
    {
      pool,
      store,
      models,
      onFault: (fault) => faults.push(fault),
      onPoison: ({ name }, { event }) => poisons.push({ model: name, type: event.type }),
      onLead: () => resolve(),
      ...told,
    },
    ending.signal,
  );
  const opened = told.store ?? store;
  const sealed = { log: opened, keys: null };
  const onFault = (fault: unknown) => faults.push(fault);
  const built = runBuilds({ pool, store: opened, sealed, models, onFault }, ending.signal);
  return {
    faults,
    poisons,
    leads,
    stop: async () => {
      ending.abort();
      await Promise.all([followed, built]);
      await store.close();
      if (!pool.ended) await pool.end();
    },
  };
};

/** Waits until every model has come to the log's end. */
export const caughtUp = async (
  database: TestDatabase,
  store: EventStore,
  models: readonly ReadModel[] = readModels,
): Promise<void> => {
  const pool = database.pool('crm_query', { max: 1 });
  const head = (await store.head()) ?? 0n;
  for (;;) {
    const reached = (await standings(pool, models)).filter(({ position }) => position >= head);
    if (reached.length === models.length) return;
    await sleep(10);
  }
};

/** An event on its way in, as the system's. */
export const newEvent = ({ type, data }: AnyEvent): NewEvent => {
  const id = v7();
  return {
    id,
    type,
    schema: 1,
    // A history's data is JSON already; the copy drops what is undefined.
    data: JSON.parse(JSON.stringify(data)),
    metadata: { actor: 'system', correlation: id, causation: id },
  };
};

/** Appends histories, some events at a time, in turns: their events lie mixed in the log. */
export const appendMixed = async (
  store: EventStore,
  histories: readonly History[],
  size = 3,
): Promise<void> => {
  const longest = Math.max(...histories.map(({ events }) => events.length));
  for (let start = 0; start < longest; start += size)
    await Promise.all(
      histories
        .filter(({ events }) => events.length > start)
        .map(({ stream, events }) =>
          store.append([
            { stream, expected: 'any', events: events.slice(start, start + size).map(newEvent) },
          ]),
        ),
    );
};
