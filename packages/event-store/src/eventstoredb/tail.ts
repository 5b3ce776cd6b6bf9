import { setTimeout as delay } from 'node:timers/promises';
import type { RecordedEvent } from '@crm/contracts';
import {
  type AllStreamSubscription,
  type EventStoreDBClient,
  excludeSystemEvents,
  type ResolvedEvent,
  START,
} from '@eventstore/db-client';
import { createBell } from '../bell.ts';
import { recorded } from './events.ts';
import { NoAnswer } from './failures.ts';
import { alreadyThrown, at, buffer, type Reads } from './reads.ts';
import type { Timings } from './timings.ts';
import { createWindow } from './window.ts';

/** Milliseconds between looks at the log while the subscription stands, and while it does not. */
const slowPoll = 1000;
const fastPoll = 100;

/** What all followers of a process share: its one subscription to the whole log, and the last of what it brought. */
export interface Tail {
  readonly mark: () => number;
  /** What came after a position; null where that is not known here, and the log must be read. */
  readonly held: (after: bigint | null, max: number) => readonly RecordedEvent[] | null;
  /** Returns when something came since the mark, when it is time to look anyway, or when it is over. */
  readonly after: (mark: number, signal: AbortSignal) => Promise<void>;
}

/** What the tail is made of. `report` is told what it overcomes. */
export interface TailParts {
  readonly client: EventStoreDBClient;
  readonly reads: Reads;
  readonly timings: Timings;
  readonly signal: AbortSignal;
  readonly report: (error: unknown) => void;
}

/** Subscribes when the first follower waits, and again whenever the subscription ends, fails or falls silent. */
export const createTail = ({ client, reads, timings, signal, report }: TailParts): Tail => {
  const bell = createBell();
  const window = createWindow();
  let [begun, live, ringing, failures] = [false, false, false, 0];

  const subscribe = async (): Promise<void> => {
    const from = window.end() === undefined ? await reads.end() : window.end();
    window.begin(from ?? null);
    const subscription = client.subscribeToAll(
      // Checkpoints are not asked for: a callback that throws would stall the subscription without a word.
      { fromPosition: at(from ?? null, START), filter: excludeSystemEvents() },
      buffer,
    );
    // Without a listener its errors end the process: that of our own leaving among them.
    subscription.on('error', alreadyThrown);
    subscription.once('confirmation', () => {
      [live, failures] = [true, 0];
    });
    const leave = (): void => void subscription.destroy();
    signal.addEventListener('abort', leave);
    const watchdog = watch(subscription);
    try {
      for await (const resolved of subscription) take(resolved);
      throw new Error('the server ended the subscription');
    } finally {
      live = false;
      clearInterval(watchdog);
      signal.removeEventListener('abort', leave);
      // Neither an error nor leaving the loop ends the call.
      await subscription.unsubscribe().catch(alreadyThrown);
      bell.ring();
    }
  };

  const take = (resolved: ResolvedEvent): void => {
    const position = resolved.event?.position?.commit;
    if (position === undefined) return;
    window.add(position, recorded(resolved));
    if (ringing) return;
    ringing = true;
    // What arrives together is one batch.
    setImmediate(() => {
      ringing = false;
      bell.ring();
    });
  };

  /** The server can drop a subscription without a word: the log's head, and not silence, tells that it stands still. */
  const watch = (subscription: AllStreamSubscription): NodeJS.Timeout => {
    const since = Date.now();
    let looking = false;
    let stoodAt: bigint | null = null;
    return setInterval(async () => {
      if (looking) return;
      looking = true;
      try {
        if (!live && Date.now() - since > timings.answer) throw new NoAnswer(timings.answer);
        const head = await reads.head();
        const end = window.end() ?? -1n;
        const isBehind = head !== null && head > end;
        // Behind and in the very place where it was behind before: one that is only slow has moved.
        if (live && isBehind && end === stoodAt) throw new Error('the subscription stands still');
        stoodAt = isBehind ? end : null;
      } catch (error) {
        subscription.destroy(error instanceof Error ? error : new Error(String(error)));
      } finally {
        looking = false;
      }
    }, timings.watch);
  };

  const supervise = async (): Promise<void> => {
    while (!signal.aborted) {
      await subscribe().catch((error: unknown) => {
        if (!signal.aborted) report(error);
      });
      const { first, longest } = timings.pause;
      const pause = Math.min(first * 2 ** failures++, longest) * (0.5 + Math.random() / 2);
      await delay(pause, undefined, { signal }).catch(() => {});
    }
  };

  return {
    mark: bell.mark,
    held: (after, max) => (live ? window.after(after, max) : null),
    after: (mark, ended) => {
      if (!begun) void supervise();
      begun = true;
      return bell.wait(mark, live ? slowPoll : fastPoll, ended);
    },
  };
};
