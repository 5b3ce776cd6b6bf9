import { type Hash, type Range, rootOver, type Subtree, subtreesOf } from '@crm/proofs';
import type { Pool } from 'pg';
import { readSubtrees } from './subtrees.ts';

/** The hashes that several paths stand for, in one round trip: what they have in common is read once. */
export const prove = async (
  pool: Pool,
  paths: readonly (readonly Range[])[],
): Promise<readonly (readonly Hash[])[]> => {
  const wanted = new Map<string, Subtree>();
  for (const subtree of paths.flat().flatMap(subtreesOf)) wanted.set(nameOf(subtree), subtree);
  const hashes = await readSubtrees(pool, [...wanted.values()]);
  const found = new Map([...wanted.keys()].map((name, n) => [name, hashes[n]]));
  const hashOf = (subtree: Subtree): Hash => {
    const hash = found.get(nameOf(subtree));
    if (hash === undefined) throw new Error('a path asks for a subtree that was not read');
    return hash;
  };
  return paths.map((path) => path.map((range) => rootOver(subtreesOf(range).map(hashOf))));
};

const nameOf = ({ level, index }: Subtree): string => `${level}/${index}`;
