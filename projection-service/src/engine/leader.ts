import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** The one connection that holds the lead, and a signal that aborts when it is lost. */
export interface Leadership {
  readonly client: PoolClient;
  readonly signal: AbortSignal;
}

/** One process applies; its standbys wait for this lock. */
const engineLock = 0x63726d;
/** Milliseconds between a standby's looks at the lock, and between signs of life of the leader. */
const standbyPause = 500;
const heartbeat = 5_000;

/**
 * Waits for the lead, works while it lasts, and gives it up. What has a lock of its own has a lead of its own.
 * @throws what broke the connection or the work
 */
export const leading = (
  pool: Pool,
  signal: AbortSignal,
  work: (leadership: Leadership) => Promise<void>,
  lock = engineLock,
): Promise<void> =>
  onConnection(pool, async (client, lost) => {
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

/** Works on a connection that nobody else gets; the signal aborts when it breaks. */
export const onConnection = async (
  pool: Pool,
  work: (client: PoolClient, lost: AbortSignal) => Promise<void>,
): Promise<void> => {
  const client = await pool.connect();
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('the connection has ended')));
  try {
    await client.query(settings);
    await work(client, lost.signal);
  } finally {
    // A lock goes with its connection; one whose state is unknown is not handed to anybody else.
    client.release(true);
  }
};

const settings = `
  -- Safe: rows and checkpoint are in one transaction, so what a crash of the server forgets is simply applied again.
  set synchronous_commit = off;
  -- Bringing up a new version makes its indexes, which takes longer than any statement of daily work.
  set statement_timeout = 0;
  -- A leader that is frozen gives no sign of life: the server ends it, and a standby takes over.
  set idle_session_timeout = '15s';
  set idle_in_transaction_session_timeout = '15s'`;

const waitForLock = async (client: PoolClient, lock: number, signal: AbortSignal): Promise<boolean> => {
  while (!signal.aborted) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [lock]);
    if (rows[0]?.mine) return true;
    await sleep(standbyPause, undefined, { signal }).catch(() => undefined);
  }
  return false;
};
