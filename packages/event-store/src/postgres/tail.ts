import type { Pool } from 'pg';
import { keepListening } from './listen.ts';

const channel = 'log_appended';
/** Milliseconds between looks at the log while notifications arrive, and while they cannot. */
const slowPoll = 1000;
const fastPoll = 100;

/** What hears of new events: notifications where they arrive, and a poll that is never switched off. */
export interface Tail {
  /** Changes with every notification. Take it before reading: what is announced later is then not slept through. */
  readonly mark: () => number;
  /** Returns when something was announced since the mark, when it is time to look anyway, or when it is over. */
  readonly after: (mark: number, signal: AbortSignal) => Promise<void>;
}

/**
 * One LISTEN connection for all of a process's subscriptions. Where it breaks, the poll quickens until it is back.
 * `report` is told why.
 */
export const createTail = (pool: Pool, signal: AbortSignal, report: (error: unknown) => void): Tail => {
  let heard = 0;
  let listening = false;
  const changed = new EventTarget();
  const wake = (): void => {
    heard++;
    changed.dispatchEvent(new Event('appended'));
  };

  const listenOn = (): Promise<void> =>
    keepListening(pool, channel, signal, {
      heard: wake,
      begun: () => {
        listening = true;
        wake();
      },
      lost: (error) => {
        listening = false;
        report(error);
      },
    });
  let started = false;

  return {
    mark: () => heard,
    after: (mark, ended) => {
      if (!started) void listenOn();
      started = true;
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          changed.removeEventListener('appended', done);
          ended.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, listening ? slowPoll : fastPoll);
        if (heard !== mark || ended.aborted) return done();
        changed.addEventListener('appended', done);
        ended.addEventListener('abort', done);
      });
    },
  };
};

/**
 * Announces appends after their commit, at most one announcement under way: those that come meanwhile share the next.
 * NOTIFY takes a global lock at commit, which inside the append's transaction would make every flush wait.
 */
export const createAnnouncer = (pool: Pool, report: (error: unknown) => void) => {
  let again = false;
  let underWay: Promise<void> | null = null;

  const announce = async (): Promise<void> => {
    do {
      again = false;
      // Nothing is lost with it: waiting for the disk a second time would only delay readers.
      await pool.query(`begin; set local synchronous_commit = off; notify ${channel}; commit`).catch(report);
    } while (again);
    underWay = null;
  };

  return {
    announce: (): void => {
      again = true;
      underWay ??= announce();
    },
    finished: async (): Promise<void> => {
      await underWay;
    },
  };
};
