import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '@crm/event-store';
import { type Pace, unhurried } from './pace.ts';

/** Milliseconds between looks at the log's end, and for how long it counts as busy after it has moved. */
const interval = 200;
const lull = 1_000;
/** While commands arrive, work is followed by a rest so many times as long. */
const restful = 2;
const longestRest = 100;

/** A pace that lets commands, their projections and questions come first while events arrive in the log. */
export const busyPace = (log: EventStore, check: () => Promise<void>): Pace => {
  let end: bigint | null | undefined;
  let movedAt = -lull;
  let lookedAt = -interval;
  let begunAt = performance.now();
  const look = async (): Promise<void> => {
    lookedAt = performance.now();
    await check();
    const head = await log.head();
    if (end !== undefined && head !== end) movedAt = performance.now();
    end = head;
  };
  return async () => {
    await unhurried();
    if (performance.now() - lookedAt > interval) await look();
    const now = performance.now();
    if (now - movedAt < lull) await sleep(Math.min(restful * (now - begunAt), longestRest));
    begunAt = performance.now();
  };
};
