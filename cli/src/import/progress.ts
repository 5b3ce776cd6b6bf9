import { SingleBar } from 'cli-progress';
import type { Counts } from './outcome.ts';

/** Shows how far a run is: a bar with rate and time left on a terminal, a plain line every few seconds elsewhere. */
export interface Progress {
  update(counts: Counts, bytes: number): void;
  /** Says why nothing moves. */
  waiting(why: string): void;
  stop(): void;
}

const linesEveryMs = 5_000;

export const openProgress = (totalBytes: number, out: NodeJS.WriteStream = process.stderr): Progress => {
  const startedAt = performance.now();
  const rate = ({ read }: Counts) =>
    Math.round(read / Math.max((performance.now() - startedAt) / 1000, 0.001));
  const left = (bytes: number) => {
    const seconds = ((performance.now() - startedAt) / 1000) * (totalBytes / Math.max(bytes, 1) - 1);
    return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
  };
  return out.isTTY ? bar(totalBytes, out, rate, left) : lines(totalBytes, out, rate, left);
};

type Rate = (counts: Counts) => number;
type Left = (bytes: number) => string;

const bar = (totalBytes: number, out: NodeJS.WriteStream, rate: Rate, left: Left): Progress => {
  const format = '{bar} {percentage} % · {read} rows · {failed} failed · {rate} rows/s · {left} left {why}';
  const single = new SingleBar({
    format,
    stream: out,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
  });
  single.start(totalBytes, 0, { read: 0, failed: 0, rate: 0, left: '–', why: '' });
  return {
    update: (counts, bytes) =>
      single.update(bytes, {
        read: counts.read,
        failed: counts.failed,
        rate: rate(counts),
        left: left(bytes),
        why: '',
      }),
    waiting: (why) => single.update({ why: `· waiting: ${why}` }),
    stop: () => single.stop(),
  };
};

const lines = (totalBytes: number, out: NodeJS.WriteStream, rate: Rate, left: Left): Progress => {
  let saidAt = performance.now();
  const say = (text: () => string) => {
    if (performance.now() - saidAt < linesEveryMs) return;
    saidAt = performance.now();
    out.write(`${text()}\n`);
  };
  return {
    update: (counts, bytes) =>
      say(
        () =>
          `${Math.floor((100 * bytes) / totalBytes)} % · ${counts.read} rows · ${counts.failed} failed · ${rate(counts)} rows/s · ${left(bytes)} left`,
      ),
    waiting: (why) => say(() => `waiting: ${why}`),
    stop: () => {},
  };
};
