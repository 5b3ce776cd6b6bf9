import { setTimeout as sleep } from 'node:timers/promises';
import { streamOf } from '@crm/contracts';
import type { Keyring } from '@crm/event-store';
import type { Handle } from '@crm/service-kit/commands/handle';
import type { Pool } from 'pg';

type Destroyer = Pick<Keyring, 'destroy'>;

/** Milliseconds between looks for keys that should not be there. */
const pause = 60_000;
/** PostgreSQL's codes for a table or a column that is not there: the read models are still to be built. */
const notBuilt = ['42P01', '42703'];

/** Ends an erasure with the destruction of the key, by the process that wrote it down. */
export const erasing =
  (handle: Handle, keyring: Destroyer): Handle =>
  async (aggregate, intent) => {
    const outcome = await handle(aggregate, intent);
    if (intent.command === 'EraseCustomer') await keyring.destroy(streamOf(aggregate.category, outcome.id));
    return outcome;
  };

/**
 * Destroys the keys of erased people that are still there, or could be made: a crash came between the two, or the keys
 * were restored from a backup that is older than the log. Returns how many there were.
 */
export const destroyErased = async (pool: Pool, keyring: Destroyer): Promise<number> => {
  const { rows } = await pool.query<{ id: string }>(`
    select c.id from live.customer c
    left join keys.subjects s on s.subject = 'customer-' || c.id
    where c.erased_at is not null and (s.subject is null or s.wrapped is not null)`);
  for (const { id } of rows) await keyring.destroy(streamOf('customer', id));
  return rows.length;
};

/** Looks for such keys at once and every minute, until the signal aborts; `told` of each time that there were some. */
export const keepDestroyed = async (
  pool: Pool,
  keyring: Destroyer,
  signal: AbortSignal,
  { told, failed }: { readonly told: (count: number) => void; readonly failed: (error: unknown) => void },
): Promise<void> => {
  while (!signal.aborted) {
    try {
      const count = await destroyErased(pool, keyring);
      if (count > 0) told(count);
    } catch (error) {
      if (!isNotBuilt(error)) failed(error);
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
};

const isNotBuilt = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && notBuilt.includes(String(error.code));
