import { type Frontier, subtreesOf } from '@crm/proofs';
import type { PoolClient } from 'pg';
import { Superseded } from '../engine/books/checkpoints.ts';
import { lastNoted, type Noted } from './still-stands.ts';
import { readSubtrees } from './subtrees.ts';

/** How far the notary has come: the tree up to an event, and the fence of whoever moves it. */
export interface Progress {
  readonly fence: bigint;
  readonly frontier: Frontier;
  /** What was noted last; null before the first event. */
  readonly last: Noted | null;
}

/** Takes over where the notary stood: every earlier holder's writes now fail. */
export const takeOver = async (client: PoolClient): Promise<Progress> => {
  const { rows } = await client.query<{ fence: bigint; size: bigint }>(
    'update notary.progress set fence = fence + 1 returning fence, size',
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the notary has no row of its progress');
  const size = Number(row.size);
  const peaks = await readSubtrees(client, subtreesOf({ start: 0, end: size }));
  return { fence: row.fence, frontier: { size, peaks }, last: await lastNoted(client) };
};

/**
 * Moves on, in the caller's transaction, if the notary still stands where the caller left it. @throws Superseded
 */
export const moveOn = async (client: PoolClient, held: Progress, to: Progress): Promise<void> => {
  const { rowCount } = await client.query({
    name: 'notary.move on',
    text: 'update notary.progress set size = $1, position = $2 where fence = $3 and size = $4',
    values: [to.frontier.size, to.last?.position ?? 0n, held.fence, held.frontier.size],
  });
  if (rowCount !== 1) throw new Superseded('another process has taken over the notary');
};
