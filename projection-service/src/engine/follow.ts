import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import type { Pool } from 'pg';
import { ahead } from './ahead.ts';
import type { Applied, Running } from './apply.ts';
import { catchUp } from './catch-up.ts';
import { clearKept, erasedIn } from './clear-personal.ts';
import { commitBatch } from './commit-batch.ts';
import type { Poison } from './fold-batch.ts';
import { type Leadership, leading, onConnection } from './leader.ts';
import { logTimesUntil, noteLogTimes } from './log-times.ts';
import { after, pageSize, prepare } from './prepare.ts';

/** What the engine needs, and whom it tells. */
export interface Following {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly models: readonly ReadModel[];
  /** Told where every model stands when this process takes the lead, and after every batch what it did. */
  readonly onLead?: (running: readonly Running[]) => void;
  readonly onApplied?: (applied: readonly Applied[], events: number) => void;
  /** Told of an event whose key was parked. The error may quote what is personal: it is not for logs. */
  readonly onPoison: (model: ReadModel, poison: Poison) => void;
  /** Told of faults that the engine overcomes by trying again. */
  readonly onFault: (fault: unknown) => void;
}

/** The longest pause between attempts, in milliseconds. */
const longestPause = 5_000;
/** Milliseconds: what changed must not be seen much later for it. */
const longestRest = 100;
/** Fewer in a batch are somebody's own commands, who waits to see them. */
const manyEvents = 50;
const schema = 'live';

/**
 * Follows the log until the signal aborts: exactly once, whatever is killed and restarted. One process of several
 * does the work; when its connection ends, the next takes over.
 */
export const follow = async (engine: Following, signal: AbortSignal): Promise<void> => {
  for (let failures = 0; !signal.aborted; ) {
    try {
      await leading(engine.pool, signal, async (leadership) => {
        while (!leadership.signal.aborted)
          await lead(engine, leadership, () => {
            failures = 0;
          });
      });
    } catch (error) {
      if (signal.aborted) return;
      engine.onFault(error);
      const pause = Math.min(100 * 2 ** failures++, longestPause) * (0.5 + Math.random() / 2);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
};

/** Leads until the signal aborts, or until a model that was late has caught up and can join the others. */
const lead = async (
  engine: Following,
  { client, signal }: Leadership,
  onProgress: () => void,
): Promise<void> => {
  const { store } = engine;
  const world = { client, schema, store };
  const { front, late } = await prepare(world, engine.models);
  engine.onLead?.([...front, ...late]);
  onProgress();
  const [first] = front;
  if (first === undefined) throw new Error('there is no read model to follow the log');
  let times = await logTimesUntil(client, store, first.checkpoint.position);
  const joining = new AbortController();
  const ended = AbortSignal.any([signal, joining.signal]);
  const lateOnes = Promise.all(late.map((one) => joinLater(engine, one, ended, () => joining.abort())));
  try {
    let running = front;
    for await (const batch of ahead(store.subscribe(after(first), { batch: pageSize, signal: ended }))) {
      const begunAt = performance.now();
      running = await commitBatch(world, running, batch, {
        announced: true,
        within: async (committing) => {
          times = await noteLogTimes(client, times, committing);
          await clearKept(world, engine.models, erasedIn(committing));
        },
        after: (applied, { length }) => {
          for (const { build, poisons } of applied)
            for (const poison of poisons) engine.onPoison(build.model, poison);
          engine.onApplied?.(applied, length);
          onProgress();
        },
      });
      if (ended.aborted) break;
      if (isBusy(batch.length)) await rest(performance.now() - begunAt);
    }
  } finally {
    joining.abort();
    await lateOnes;
  }
};

/** Whether much is being written, and none of it waits yet: a few events are seen at once, a full page is followed by the next. */
const isBusy = (events: number): boolean => events >= manyEvents && events < pageSize;

/**
 * While much is being written, a batch is followed by a pause twice as long as it took: commands come before their
 * projections, and what arrives meanwhile shares a transaction. Measured under load: a sixth more commands a second.
 */
const rest = (took: number): Promise<void> => sleep(Math.min(2 * took, longestRest));

/** Catches up on a connection of its own. What breaks that is tried again when the lead begins anew. */
const joinLater = async (
  { pool, store, onFault }: Following,
  late: Running,
  signal: AbortSignal,
  join: () => void,
): Promise<void> => {
  try {
    await onConnection(pool, (client) => catchUp({ client, schema, store }, late, signal));
  } catch (error) {
    onFault(error);
    await sleep(longestPause, undefined, { signal }).catch(() => undefined);
  }
  join();
};
