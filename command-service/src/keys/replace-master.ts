import { setTimeout as sleep } from 'node:timers/promises';
import { type MasterKeys, rotateMaster } from '@crm/event-store';
import type { Log } from '@crm/service-kit/log';
import type { Pool } from 'pg';

/** Milliseconds before the next try, when the database was away. */
const pause = 5_000;

/** Puts everything under the current master key in the background, where there is one before it: tried until it is done. */
export const replaceMaster = async (
  pool: Pool,
  master: MasterKeys,
  signal: AbortSignal,
  log: Log,
): Promise<void> => {
  if (master.previous === undefined) return;
  log.info('the master key is being replaced');
  while (!signal.aborted) {
    try {
      const { finished, rewrapped } = await rotateMaster(pool, master, signal);
      if (!finished) return;
      log.info(
        { rewrapped },
        'nothing is under the previous master key any more: MASTER_KEY_PREVIOUS can go',
      );
      return;
    } catch (err) {
      log.warn({ err }, 'replacing the master key goes on shortly');
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
};
