import { checkKeys, forgetDestroyed, type Keyring, type MasterKeys, postgresKeyring } from '@crm/event-store';
import type { Pool } from 'pg';

/** The keys of a process's environment that the log was written with. */
export interface LogKeys {
  readonly MASTER_KEY: Buffer;
  /** The master key before, while it is being replaced. */
  readonly MASTER_KEY_PREVIOUS?: Buffer | undefined;
  readonly LOOKUP_KEY?: Buffer | undefined;
}

/** The keyring of a process: its master keys are the log's, and what another process destroys it does not hold on to. */
export const openKeyring = async (
  { MASTER_KEY, MASTER_KEY_PREVIOUS, LOOKUP_KEY }: LogKeys,
  pool: Pool,
  signal: AbortSignal,
  report: (error: unknown) => void,
): Promise<{ readonly keyring: Keyring; readonly master: MasterKeys }> => {
  const master = await checkKeys(pool, {
    master: MASTER_KEY,
    previous: MASTER_KEY_PREVIOUS,
    lookup: LOOKUP_KEY,
  });
  const keyring = postgresKeyring(pool, master);
  void forgetDestroyed(pool, keyring, signal, report);
  return { keyring, master };
};
