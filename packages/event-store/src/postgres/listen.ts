import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** What a listener is told. */
export interface Listener {
  /** The payload of a notification. */
  readonly heard: (payload: string) => void;
  /** It listens from here on; what was said before is lost. */
  readonly begun: () => void;
  /** The connection is lost, or there was none; the next is tried for a second later. */
  readonly lost: (error: unknown) => void;
}

/** Milliseconds. */
const pause = 1000;

/** Listens to a channel on a connection of its own until the signal aborts, and begins anew when that breaks. */
export const keepListening = async (
  pool: Pool,
  channel: string,
  signal: AbortSignal,
  listener: Listener,
): Promise<void> => {
  while (!signal.aborted) {
    await listen(pool, channel, signal, listener).catch(listener.lost);
    await delay(pause, undefined, { signal }).catch(() => {});
  }
};

/** Listens until the signal aborts; throws when the connection breaks. */
const listen = async (
  pool: Pool,
  channel: string,
  signal: AbortSignal,
  { heard, begun }: Listener,
): Promise<void> => {
  const client: PoolClient = await pool.connect();
  const over = Promise.withResolvers<void>();
  const stop = (): void => over.resolve();
  client.on('notification', ({ payload = '' }) => heard(payload));
  client.on('error', over.reject);
  client.on('end', () => over.reject(new Error('the LISTEN connection ended')));
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    await Promise.all([client.query(`listen ${channel}`).then(begun), over.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    client.release(true);
  }
};
