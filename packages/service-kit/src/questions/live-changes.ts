import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { z } from 'zod';

/** A row that changed, or that too many of a model's rows did to name them. */
export const LiveChange = z.object({
  model: z.string(),
  key: z.array(z.string()).optional(),
  many: z.literal(true).optional(),
});
export type LiveChange = z.infer<typeof LiveChange>;

/** What the projections tell with every batch: how far they have come, and what changed. */
export const Announcement = z.object({ position: z.string(), changes: z.array(LiveChange) });
export type Announcement = z.infer<typeof Announcement>;

/** A process's one LISTEN connection, shared by waiting questions and open screens. */
export interface LiveChanges {
  /** Calls back with every announcement; null: some may have been missed. Returns what ends it. */
  readonly onChange: (hear: (announcement: Announcement | null) => void) => () => void;
}

/** Milliseconds before a lost connection is opened again. */
const pause = 500;

/** Listens until the signal aborts, over lost connections and restarts of the database. `report` is told of those. */
export const liveChanges = (
  pool: Pool,
  signal: AbortSignal,
  report: (error: unknown) => void,
): LiveChanges => {
  const hearers = new Set<(announcement: Announcement | null) => void>();
  const tell = (announcement: Announcement | null): void => {
    for (const hear of hearers) hear(announcement);
  };
  void (async () => {
    while (!signal.aborted) {
      await listen(pool, signal, tell).catch(report);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    onChange: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
};

const listen = async (
  pool: Pool,
  signal: AbortSignal,
  tell: (announcement: Announcement | null) => void,
): Promise<void> => {
  const client = await pool.connect();
  const over = Promise.withResolvers<void>();
  const stop = (): void => over.resolve();
  client.on('notification', ({ payload }) => tell(announcementIn(payload)));
  client.on('error', over.reject);
  client.on('end', () => over.reject(new Error('the connection that listens for changes ended')));
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    await Promise.all([client.query('listen live_changes').then(() => tell(null)), over.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    client.release(true);
  }
};

/** What cannot be read counts as missed: screens then look again. */
const announcementIn = (payload: string | undefined): Announcement | null => {
  try {
    return Announcement.parse(JSON.parse(payload ?? ''));
  } catch {
    return null;
  }
};
