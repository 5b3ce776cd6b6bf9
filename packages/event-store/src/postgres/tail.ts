import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createBell } from '../bell.ts';
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
  const bell = createBell();
  let listening = false;

  const listenOn = (): Promise<void> =>
    keepListening(pool, channel, signal, {
      heard: bell.ring,
      begun: () => {
        listening = true;
        bell.ring();
      },
      lost: (error) => {
        listening = false;
        report(error);
      },
    });
  let started = false;

  return {
    mark: bell.mark,
    after: (mark, ended) => {
      if (!started) void listenOn();
      started = true;
      return bell.wait(mark, listening ? slowPoll : fastPoll, ended);
    },
  };
};

/** Milliseconds between announcements while appends follow one another: each costs what several events do. */
const whileMuchComes = 5;

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
      if (again) await delay(whileMuchComes);
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
