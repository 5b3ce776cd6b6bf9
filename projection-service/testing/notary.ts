import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresStore, type EventStore } from '@crm/event-store';
import type { Signer, Verifier } from '@crm/proofs';
import type { TestDatabase } from '@crm/service-kit/testing/database';
import type { Pool } from 'pg';
import { notarize } from '../src/notary/notarize.ts';
import { checkNotaryKey, notaryKey } from '../src/notary/signer.ts';

/** A notary at work in a test. */
export interface RunningNotary {
  readonly faults: readonly unknown[];
  readonly stop: () => Promise<void>;
}

/** A key of a test's own, as the environment holds it. */
export const newNotaryKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The signer of a test, and what its notes are verified with. */
export const signer: Signer = notaryKey.parse(newNotaryKey());
export const verifier: Verifier = { name: signer.name, key: createPublicKey(signer.key) };

/** Notes the log of a test's database, or another, under the service's own role. */
export const startNotary = (
  database: TestDatabase,
  by: Signer = signer,
  other?: EventStore,
): RunningNotary => {
  const report = () => undefined;
  const pool = database.pool('crm_projection', { name: 'notary', report });
  const log = other ?? createPostgresStore(pool, { report });
  const ending = new AbortController();
  const faults: unknown[] = [];
  const notary = { pool, log, signer: by, onFault: (fault: unknown) => void faults.push(fault) };
  const done = checkNotaryKey(pool, by).then(() => notarize(notary, ending.signal));
  return {
    faults,
    stop: async () => {
      ending.abort();
      await done;
      await log.close();
      if (!pool.ended) await pool.end();
    },
  };
};

/** Waits until everything in the log is noted and signed. */
export const signedUp = async (pool: Pool, log: EventStore): Promise<void> => {
  const head = (await log.head()) ?? 0n;
  for (;;) {
    const { rows } = await pool.query<{ done: boolean }>(
      `select position >= $1 and exists (select from notary.checkpoints c where c.size = p.size) as done
       from notary.progress p`,
      [head],
    );
    if (rows[0]?.done) return;
    await sleep(20);
  }
};
