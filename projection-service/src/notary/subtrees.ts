import { emptyFrontier, grow, type Hash, rootOf, type Subtree } from '@crm/proofs';
import type { Pool, PoolClient } from 'pg';

/** Subtrees of every fourth level are stored; those between are made of at most eight of them. */
export const storedLevels = 4;

/** The roots of complete subtrees, in the order in which they are asked for, in one round trip. */
export const readSubtrees = async (
  client: Pool | PoolClient,
  wanted: readonly Subtree[],
): Promise<readonly Hash[]> => {
  if (wanted.length === 0) return [];
  const parts = wanted.map(({ level, index }) => {
    const width = 2 ** (level % storedLevels);
    return { level: level - (level % storedLevels), first: index * width, width };
  });
  const { rows } = await client.query<{ nth: number; hash: Hash }>({
    name: 'notary.subtrees',
    text: `
      select nth::integer, hash
      from unnest($1::smallint[], $2::bigint[], $3::bigint[]) with ordinality as wanted (level, first, beyond, nth)
      cross join lateral (
        select index, hash from notary.leaves
        where wanted.level = 0 and index >= wanted.first and index < wanted.beyond
        union all
        select index, hash from notary.subtrees
        where level = wanted.level and index >= wanted.first and index < wanted.beyond
      ) found
      order by nth, index`,
    values: [
      parts.map(({ level }) => level),
      parts.map(({ first }) => first),
      parts.map(({ first, width }) => first + width),
    ],
  });
  const found = Map.groupBy(rows, ({ nth }) => nth - 1);
  return parts.map(({ width }, nth) => {
    const hashes = (found.get(nth) ?? []).map(({ hash }) => hash);
    if (hashes.length !== width) throw new Error('the notary’s tree lacks a subtree that it should hold');
    return rootOf(grow(emptyFrontier, hashes));
  });
};

/** Stores subtrees, in the caller's transaction. */
export const writeSubtrees = async (
  client: PoolClient,
  added: readonly (Subtree & { readonly hash: Hash })[],
): Promise<void> => {
  if (added.length === 0) return;
  await client.query({
    name: 'notary.write subtrees',
    text: `
      insert into notary.subtrees (level, index, hash)
      select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    values: [added.map(({ level }) => level), added.map(({ index }) => index), added.map(({ hash }) => hash)],
  });
};
