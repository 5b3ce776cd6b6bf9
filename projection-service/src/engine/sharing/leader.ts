import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { onConnection } from '../database/connection.ts';

/** The one connection that holds the lead, and a signal that aborts when it is lost. */
export interface Leadership {
  readonly client: PoolClient;
  readonly signal: AbortSignal;
}

/** Milliseconds between a standby's looks at the lock, and between signs of life of the leader. */
const standbyPause = 500;
const heartbeat = 5_000;

/** A leader that is frozen gives no sign of life: the server ends it, and a standby takes over. */
const settings = `set idle_session_timeout = '15s'`;

/**
 * Waits for the lead under a lock of its own, works while it lasts, and gives it up: one process of several does it.
 * @throws what broke the connection or the work
 */
export const leading = (
  pool: Pool,
  signal: AbortSignal,
  work: (leadership: Leadership) => Promise<void>,
  lock: number,
): Promise<void> =>
  onConnection(pool, async (client, lost) => {
    await client.query(settings);
    const held = AbortSignal.any([signal, lost]);
    const alive = setInterval(() => void client.query('select').catch(() => undefined), heartbeat);
    try {
      if (await waitForLock(client, lock, held)) await work({ client, signal: held });
    } finally {
      clearInterval(alive);
    }
    // The lock went with the connection: whoever called tries to lead again.
    if (!signal.aborted) lost.throwIfAborted();
  });

const waitForLock = async (client: PoolClient, lock: number, signal: AbortSignal): Promise<boolean> => {
  while (!signal.aborted) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock]);
    if (rows[0]?.mine) return true;
    await sleep(standbyPause, undefined, { signal }).catch(() => undefined);
  }
  return false;
};
