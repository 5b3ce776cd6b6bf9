import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { ClientBase, Pool } from 'pg';
import { endOf } from '../engine/books/checkpoints.ts';
import { ahead } from '../engine/following/ahead.ts';
import { type Leadership, leading } from '../engine/sharing/leader.ts';
import { mustBeOurs } from '../log-is-ours.ts';
import { moveOn, type Progress, takeOver } from './progress.ts';

/** Side effects of the log. It has a checkpoint of its own, so what is rebuilt beside it never repeats them. */
export interface Reactor {
  readonly name: string;
  /** The advisory lock under which one process of several does it. */
  readonly lock: number;
  /** Begins where it was left. What it began with is closed when the lead is lost, or something failed. */
  readonly begin: (client: ClientBase, from: Progress) => Promise<Reacting>;
}

/** A reactor at work. */
export interface Reacting {
  /** Does what follows from the events behind a position; they come again where it, or the process, fails. */
  readonly react: (batch: readonly RecordedEvent[], after: bigint) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What a reactor needs, and who is told. */
export interface Surroundings {
  readonly pool: Pool;
  /** The log as it is stored: what is sealed stays so. */
  readonly log: EventStore;
  /** Told how many events were reacted to. */
  readonly onReacted?: (reactor: Reactor, events: number) => void;
  /** Told of faults that are overcome by trying again. */
  readonly onFault: (reactor: Reactor, fault: unknown) => void;
}

/** Events a batch. */
const pageSize = 1_000;
/** The longest pause between attempts, in milliseconds. */
const longestPause = 5_000;
/** Milliseconds: what waits for an effect must not see it much later. */
const longestRest = 25;

/**
 * Reacts to every event at least once, in the log's order, whatever is killed and restarted, until the signal aborts. On a
 * log that was restored from an older copy it stands still (LogRestored) until the read models are made anew.
 */
export const react = async (
  reactor: Reactor,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<void> => {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const work = (leadership: Leadership) =>
        lead(reactor, surroundings, leadership, () => {
          failures = 0;
        });
      await leading(surroundings.pool, signal, work, reactor.lock);
    } catch (error) {
      if (signal.aborted) return;
      surroundings.onFault(reactor, error);
      const wait = Math.min(100 * 2 ** failures++, longestPause) * (0.5 + Math.random() / 2);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
};

const lead = async (
  reactor: Reactor,
  { log, onReacted }: Surroundings,
  { client, signal }: Leadership,
  onProgress: () => void,
): Promise<void> => {
  await mustBeOurs(client, log);
  let progress = await takeOver(client, reactor.name);
  const ending = new AbortController();
  const reacting = await reactor.begin(client, progress);
  try {
    const after = progress.position === 0n ? null : progress.position;
    const ended = AbortSignal.any([signal, ending.signal]);
    for await (const batch of ahead(log.subscribe(after, { batch: pageSize, signal: ended }))) {
      const begunAt = performance.now();
      if (!(await holds(log, progress))) break;
      await reacting.react(batch, progress.position);
      progress = await moveOn(client, reactor.name, progress, endOf(batch));
      onReacted?.(reactor, batch.length);
      onProgress();
      // Commands come before what follows from them, and what arrives meanwhile shares a batch.
      if (batch.length < pageSize) await sleep(Math.min(performance.now() - begunAt, longestRest));
    }
  } finally {
    ending.abort();
    await reacting.close();
  }
};

/** Whether the log still holds what was reacted to last: it may be restored while it is followed. */
const holds = async (log: EventStore, { position, event }: Progress): Promise<boolean> =>
  event === null || (await log.eventAt(position))?.id === event;
