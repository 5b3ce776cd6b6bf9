import { setMaxListeners } from 'node:events';

/** What those who wait for news sleep on. */
export interface Bell {
  readonly ring: () => void;
  /** Changes with every ring. Take it before looking: what comes later is then not slept through. */
  readonly mark: () => number;
  /** Returns when it has rung since the mark, after so many milliseconds, or when the signal aborts. */
  readonly wait: (mark: number, milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const createBell = (): Bell => {
  let rung = 0;
  const changed = new EventTarget();
  setMaxListeners(0, changed);
  return {
    ring: () => {
      rung++;
      changed.dispatchEvent(new Event('ring'));
    },
    mark: () => rung,
    wait: (mark, milliseconds, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          changed.removeEventListener('ring', done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        if (rung !== mark || signal.aborted) return done();
        changed.addEventListener('ring', done);
        signal.addEventListener('abort', done);
      }),
  };
};
