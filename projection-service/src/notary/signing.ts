import { rootOf, type Signer, signCheckpoint } from '@crm/proofs';
import type { PoolClient } from 'pg';
import { inTransaction } from '../engine/transaction.ts';
import { moveOn, type Progress } from './progress.ts';

/** The size that was signed last; null before the first. */
export const lastSigned = async (client: PoolClient): Promise<number | null> => {
  const { rows } = await client.query<{ size: bigint | null }>(
    'select max(size) as size from notary.checkpoints',
  );
  return typeof rows[0]?.size === 'bigint' ? Number(rows[0].size) : null;
};

/**
 * Signs the tree as it is noted. A process that was taken over signs nothing more, so that no two roots of one size
 * are ever signed. @throws Superseded
 */
export const sign = async (client: PoolClient, noted: Progress, signer: Signer, now: Date): Promise<void> => {
  const { size } = noted.frontier;
  const note = signCheckpoint({ size, root: rootOf(noted.frontier), time: now.toISOString() }, signer);
  await inTransaction(client, async () => {
    await moveOn(client, noted, noted);
    await client.query({
      name: 'notary.sign',
      text: 'insert into notary.checkpoints (size, note) values ($1, $2)',
      values: [size, note],
    });
  });
};
