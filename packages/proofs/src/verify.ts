import { emptyRoot, type Hash, nodeHash } from './hashes.ts';

/** What an inclusion proof says: this leaf stands at this index of the tree of that size and root. */
export interface Inclusion {
  readonly leaf: Hash;
  readonly index: number;
  readonly size: number;
  readonly root: Hash;
}

/** Whether the proof holds (RFC 9162, 2.1.3.2; the trees are those of RFC 6962). */
export const verifyInclusion = ({ leaf, index, size, root }: Inclusion, proof: readonly Hash[]): boolean => {
  if (index < 0 || index >= size) return false;
  let [at, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      // A right edge that has no sibling on these levels goes up as it is.
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash.equals(root);
};

/** What a consistency proof says: the tree of the later size begins with the tree of the earlier. */
export interface Consistency {
  readonly from: { readonly size: number; readonly root: Hash };
  readonly to: { readonly size: number; readonly root: Hash };
}

/** Whether the proof holds (RFC 9162, 2.1.4.2). The empty tree is the beginning of every other. */
export const verifyConsistency = ({ from, to }: Consistency, proof: readonly Hash[]): boolean => {
  if (from.size > to.size) return false;
  if (from.size === 0) return proof.length === 0 && from.root.equals(emptyRoot);
  if (from.size === to.size) return proof.length === 0 && from.root.equals(to.root);
  const isComplete = Number.isInteger(Math.log2(from.size));
  const [first, ...rest] = isComplete ? [from.root, ...proof] : proof;
  if (first === undefined) return false;
  let [at, last] = [from.size - 1, to.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [earlier, later] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [earlier, later] = [nodeHash(sibling, earlier), nodeHash(sibling, later)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else later = nodeHash(later, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && earlier.equals(from.root) && later.equals(to.root);
};

/** Sizes pass 2^32, where shifts stop: division does not. */
const half = (number: number): number => Math.floor(number / 2);
