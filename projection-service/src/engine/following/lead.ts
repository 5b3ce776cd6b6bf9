import { setTimeout as sleep } from 'node:timers/promises';
import type { Source } from '../../sources/source.ts';
import { logTimesUntil, noteLogTimes } from '../books/log-times.ts';
import type { World } from '../folding/apply.ts';
import { clearKept } from '../folding/clear-personal.ts';
import { type Around, commitBatch } from '../folding/commit-batch.ts';
import { divideWork } from '../sharing/divide.ts';
import type { Share } from '../sharing/sharing.ts';
import type { Following } from './follow.ts';
import { pageSize } from './page-size.ts';
import { positionsOf, prepare } from './prepare.ts';

/** Milliseconds: what changed must not be seen much later for it. */
const longestRest = 100;
/** Fewer in a batch are somebody's own commands, who waits to see them. */
const manyEvents = 50;

/** What a share is worked on with. */
export interface Leading {
  readonly engine: Following;
  readonly world: World;
  readonly source: Source;
  /** The replica. */
  readonly holder: string;
}

/**
 * Works on one share until the signal aborts, or the share is divided anew.
 * @throws Superseded where another process holds any of it
 */
export const lead = async (
  { engine, world, source, holder }: Leading,
  share: Share,
  signal: AbortSignal,
): Promise<void> => {
  if (share.held.size === 0) return untilAborted(signal);
  const { client, store } = world;
  const around: Around = {
    announced: true,
    within: ({ events }) => clearKept(world, engine.models, events),
    after: (applied, { events }) => {
      for (const { build, poisons } of applied)
        for (const poison of poisons) engine.onPoison(build.model, poison);
      engine.onApplied?.(applied, events.length);
    },
  };
  let running = await prepare(world, engine.models, share, holder, around);
  if (share.divideInto !== null) return divideWork(client, running, share, share.divideInto, holder);
  engine.onLead?.(running, share);
  const [position] = positionsOf(running);
  if (position === undefined) return untilAborted(signal);
  // One replica notes them, of all events.
  let times = share.held.has(0) ? await logTimesUntil(client, store, position) : null;
  const noting: Around = {
    ...around,
    within: async (arrived) => {
      await around.within?.(arrived);
      if (times && arrived.log) times = await noteLogTimes(client, times, arrived.log);
    },
  };
  for await (const arrived of source.arrivals(share, position === 0n ? null : position, signal)) {
    const begunAt = performance.now();
    running = await commitBatch(world, running, arrived, noting);
    if (signal.aborted) break;
    if (isBusy((arrived.log ?? arrived.events).length)) await rest(performance.now() - begunAt);
  }
};

const untilAborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
};

/** Whether much is being written, and none of it waits yet: a few events are seen at once, a full page is followed by the next. */
const isBusy = (events: number): boolean => events >= manyEvents && events < pageSize;

/**
 * While much is being written, a batch is followed by a pause twice as long as it took: commands come before their
 * projections, and what arrives meanwhile shares a transaction. Measured under load: a sixth more commands a second.
 */
const rest = (took: number): Promise<void> => sleep(Math.min(2 * took, longestRest));
