import type { RecordedEvent } from '@crm/contracts';
import { eventHash, grow, type Hash, type Subtree } from '@crm/proofs';
import type { PoolClient } from 'pg';
import { endOf } from '../engine/books/checkpoints.ts';
import { inTransaction } from '../engine/database/transaction.ts';
import { moveOn, type Progress } from './progress.ts';
import { storedLevels, writeSubtrees } from './subtrees.ts';

/** Notes a batch of events as they are stored: its leaves, what they complete, and the progress, or nothing of it. */
export const noteBatch = async (
  client: PoolClient,
  held: Progress,
  batch: readonly RecordedEvent[],
): Promise<Progress> => {
  const hashes = batch.map(eventHash);
  const completed: (Subtree & { hash: Hash })[] = [];
  const frontier = grow(held.frontier, hashes, (subtree, hash) => {
    if (subtree.level > 0 && subtree.level % storedLevels === 0) completed.push({ ...subtree, hash });
  });
  const end = endOf(batch);
  const before = batch.at(-2)?.position ?? held.last?.position ?? null;
  const noted = { ...held, frontier, last: { position: end.position, hash: eventHash(end), before } };
  await inTransaction(client, async () => {
    await moveOn(client, held, noted);
    await client.query({
      name: 'notary.write leaves',
      text: `
        insert into notary.leaves (index, position, hash)
        select $1::bigint + nth - 1, position, hash
        from unnest($2::bigint[], $3::bytea[]) with ordinality as leaf (position, hash, nth)`,
      values: [held.frontier.size, batch.map(({ position }) => position), hashes],
    });
    await writeSubtrees(client, completed);
  });
  return noted;
};
