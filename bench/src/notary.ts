import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import { type Verifier, verifierOf } from '@crm/proofs';
import { notarize } from '../../projection-service/src/notary/notarize.ts';
import { checkNotaryKey, notaryKey } from '../../projection-service/src/notary/signer.ts';
import type { BenchDatabase } from './postgres.ts';

/** The notary of the product, with a key of the bench's own. */
export interface Notary {
  readonly verifier: Verifier;
  /** Does something while the notary works. */
  readonly work: <Result>(during: () => Promise<Result>) => Promise<Result>;
  /** Returns when everything that is in the log by now is noted. It has to be at work. */
  readonly caughtUp: (store: EventStore) => Promise<void>;
}

export const notaryOf = async (database: BenchDatabase): Promise<Notary> => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = notaryKey.parse(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const pool = database.pool('crm_projection', { max: 4 });
  await checkNotaryKey(pool, signer);
  const { rows } = await pool.query<{ key: string }>('select key from notary.verifier');
  const verifier = verifierOf(rows[0]?.key ?? '');
  if (verifier === null) throw new Error('the notary has published no key');
  const log = createPostgresStore(pool);
  return {
    verifier,
    work: async (during) => {
      const ending = new AbortController();
      const onFault = (fault: unknown): void => process.emitWarning(String(fault));
      const working = notarize({ pool, log, signer, onFault }, ending.signal);
      const result = await during();
      ending.abort();
      await working;
      return result;
    },
    caughtUp: async (store) => {
      const head = await store.head();
      for (;;) {
        const { rows } = await pool.query<{ position: bigint }>('select position from notary.progress');
        if (rows[0]?.position === head) return;
        await sleep(20);
      }
    },
  };
};
