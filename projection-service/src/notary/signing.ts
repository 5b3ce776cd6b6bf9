import { rootOf, type Signer, signCheckpoint } from '@crm/proofs';
import type { PoolClient } from 'pg';
import { Superseded } from '../engine/books/checkpoints.ts';
import { inTransaction } from '../engine/database/transaction.ts';
import { moveOn, type Progress } from './progress.ts';
import { textOf } from './signer.ts';

/** The size that was signed last by this key; null before its first: it signs what it finds. */
export const lastSigned = async (client: PoolClient, signer: Signer): Promise<number | null> => {
  const { rows } = await client.query<{ size: bigint | null }>(
    'select max(size) as size from notary.checkpoints where key = (select number from notary.verifier where key = $1)',
    [textOf(signer)],
  );
  return typeof rows[0]?.size === 'bigint' ? Number(rows[0].size) : null;
};

/**
 * Signs the tree as it is noted. A process that was taken over, or whose key was replaced, signs nothing more, so that no
 * two roots of one size are ever signed. @throws Superseded
 */
export const sign = async (client: PoolClient, noted: Progress, signer: Signer, now: Date): Promise<void> => {
  const { size } = noted.frontier;
  const note = signCheckpoint({ size, root: rootOf(noted.frontier), time: now.toISOString() }, signer);
  await inTransaction(client, async () => {
    await moveOn(client, noted, noted);
    const { rowCount } = await client.query({
      name: 'notary.sign',
      text: `
        insert into notary.checkpoints (size, key, note)
        select $1, number, $2 from notary.verifier
        where key = $3 and number = (select max(number) from notary.verifier)`,
      values: [size, note, textOf(signer)],
    });
    if (rowCount !== 1) throw new Superseded('the key of this notary was replaced');
  });
};
