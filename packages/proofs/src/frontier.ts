import { emptyRoot, type Hash, nodeHash } from './hashes.ts';

/** The root of 2^level leaves, the first of which is leaf `index` * 2^level. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** What must be kept of a tree to go on with it: the roots of the complete subtrees it is made of, largest first. */
export interface Frontier {
  readonly size: number;
  readonly peaks: readonly Hash[];
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] };

/** Told of every complete subtree that comes to be, the leaves themselves among them. */
export type OnSubtree = (subtree: Subtree, hash: Hash) => void;

/**
 * The frontier after more leaves: two hashes a leaf on average, whatever the size. `level`: what is appended are roots
 * of 2^level leaves each, and the tree is made of such.
 */
export const grow = (
  { size, peaks }: Frontier,
  added: Iterable<Hash>,
  onSubtree?: OnSubtree,
  level = 0,
): Frontier => {
  const stack = [...peaks];
  const width = 2 ** level;
  let count = size / width;
  for (const leaf of added) {
    let hash = leaf;
    let subtree = { level, index: count };
    onSubtree?.(subtree, hash);
    for (; subtree.index % 2 === 1; onSubtree?.(subtree, hash)) {
      hash = nodeHash(stack.pop() ?? missing(), hash);
      subtree = { level: subtree.level + 1, index: (subtree.index - 1) / 2 };
    }
    stack.push(hash);
    count++;
  }
  return { size: count * width, peaks: stack };
};

/** The tree's root. */
export const rootOf = ({ peaks }: Frontier): Hash => rootOver(peaks);

/** The root over subtrees side by side, largest first. */
export const rootOver = (peaks: readonly Hash[]): Hash =>
  peaks.length === 0 ? emptyRoot : peaks.reduceRight((right, left) => nodeHash(left, right));

const missing = (): never => {
  throw new Error('the frontier has fewer peaks than its size asks for');
};
