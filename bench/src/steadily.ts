import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** What came of work that was begun at a steady rate, whatever it took. */
export interface Steady {
  /** Milliseconds of each piece of work. */
  readonly times: readonly number[];
  /** Milliseconds by which each was begun late. */
  readonly late: readonly number[];
  /** The share of the time in which this process was at work itself: whoever measures must not be what is measured. */
  readonly busy: number;
}

/**
 * Begins one piece of work after another at a steady rate, until so many are begun or it is told to stop; the first
 * `uncounted` of them are not counted. `work` gives the milliseconds that it took. The first failure ends the measurement.
 */
export const steadily = async (
  perSecond: number,
  { uncounted, goesOn }: { readonly uncounted: number; readonly goesOn: (n: number) => boolean },
  work: (n: number) => Promise<number>,
): Promise<Steady> => {
  const [times, late]: [number[], number[]] = [[], []];
  const underWay: Promise<void>[] = [];
  const startedAt = performance.now();
  const utilization = performance.eventLoopUtilization();
  for (let n = 0; n < uncounted || goesOn(n - uncounted); n++) {
    const due = startedAt + (n * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    if (n >= uncounted) late.push(performance.now() - due);
    underWay.push(work(n).then((time) => void (n >= uncounted && times.push(time))));
  }
  await Promise.all(underWay);
  return { times, late, busy: performance.eventLoopUtilization(utilization).utilization };
};
