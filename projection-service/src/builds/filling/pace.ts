import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/** Waits between two pieces of work, of some milliseconds each. @throws what ends the work */
export interface Pace {
  (): Promise<void>;
  /** Whether others come first now. Absent: never. */
  readonly isBusy?: () => boolean;
}

/** Lets through what came in meanwhile, and goes on. */
export const unhurried: Pace = () => setImmediate();

/** While others come first, work is followed by a rest so many times as long, in milliseconds. */
const restful = 2;
const longestRest = 100;

/** Rests as long as fits what was done since a moment. */
export const restAfter = (begunAt: number): Promise<void> =>
  sleep(Math.min(restful * (performance.now() - begunAt), longestRest));

/** Lets others come first, from one piece of work to the next. */
export const yielding = (): Pace => {
  let begunAt = performance.now();
  return async () => {
    await restAfter(begunAt);
    begunAt = performance.now();
  };
};
