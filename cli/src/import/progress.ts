import * as shown from '../progress.ts';
import type { Counts } from './outcome.ts';

/** Shows how far an import is, with its rate and the time left. */
export interface Progress {
  update(counts: Counts, bytes: number): void;
  /** Says why nothing moves. */
  waiting(why: string): void;
  stop(): void;
}

/** Progress through a file of so many bytes. */
export const openProgress = (totalBytes: number): Progress => {
  const startedAt = performance.now();
  const progress = shown.openProgress();
  return {
    ...progress,
    update: ({ read, failed }, bytes) => {
      const seconds = Math.max((performance.now() - startedAt) / 1000, 0.001);
      const left = shown.timeLeft(seconds * (totalBytes / Math.max(bytes, 1) - 1));
      const rate = Math.round(read / seconds);
      progress.update(bytes, totalBytes, `${read} rows · ${failed} failed · ${rate} rows/s · ${left} left`);
    },
  };
};
