import { SingleBar } from 'cli-progress';

/** Shows how far something is: a bar on a terminal, a plain line every few seconds elsewhere. */
export interface Progress {
  /** `done` of `total`, and what else there is to say of it. */
  update(done: number, total: number, text: string): void;
  /** Says why nothing moves. */
  waiting(why: string): void;
  stop(): void;
}

const linesEveryMs = 5_000;

/** Shows it on standard error: what is said of the outcome stays by itself on standard output. */
export const openProgress = (out: NodeJS.WriteStream = process.stderr): Progress =>
  out.isTTY ? bar(out) : lines(out);

/** So many seconds as people say them. */
export const timeLeft = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

const bar = (out: NodeJS.WriteStream): Progress => {
  const single = new SingleBar({
    format: '{bar} {percentage} % {text} {why}',
    stream: out,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
  });
  single.start(1, 0, { text: '', why: '' });
  return {
    update: (done, total, text) => {
      single.setTotal(Math.max(total, 1));
      single.update(done, { text: `· ${text}`, why: '' });
    },
    waiting: (why) => single.update({ why: `· waiting: ${why}` }),
    stop: () => single.stop(),
  };
};

const lines = (out: NodeJS.WriteStream): Progress => {
  let saidAt = performance.now();
  const say = (text: () => string) => {
    if (performance.now() - saidAt < linesEveryMs) return;
    saidAt = performance.now();
    out.write(`${text()}\n`);
  };
  return {
    update: (done, total, text) => say(() => `${Math.floor((100 * done) / Math.max(total, 1))} % · ${text}`),
    waiting: (why) => say(() => `waiting: ${why}`),
    stop: () => {},
  };
};
