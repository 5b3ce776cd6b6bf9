import type { EventStore } from '@crm/event-store';
import { type Pace, restAfter, unhurried } from './pace.ts';

/** Milliseconds between looks at the log's end, and for how long it counts as busy after it has moved. */
const interval = 200;
const lull = 1_000;

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
  const isBusy = () => performance.now() - movedAt < lull;
  const pace = async (): Promise<void> => {
    await unhurried();
    if (performance.now() - lookedAt > interval) await look();
    if (isBusy()) await restAfter(begunAt);
    begunAt = performance.now();
  };
  return Object.assign(pace, { isBusy });
};
