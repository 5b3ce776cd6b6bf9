import type { Subtree } from './frontier.ts';

/** Leaves from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The ranges whose roots prove that a leaf is in a tree, from the leaf upwards: PATH of RFC 6962, 2.1.1. */
export const inclusionPath = (index: number, size: number): readonly Range[] => {
  const path: Range[] = [];
  let range: Range = { start: 0, end: size };
  while (range.end - range.start > 1) {
    const [left, right] = halves(range);
    const isLeft = index < left.end;
    path.unshift(isLeft ? right : left);
    range = isLeft ? left : right;
  }
  return path;
};

/** The ranges whose roots prove that one tree begins with another: PROOF of RFC 6962, 2.1.2. */
export const consistencyPath = (from: number, to: number): readonly Range[] => {
  if (from === 0 || from === to) return [];
  const path: Range[] = [];
  let range: Range = { start: 0, end: to };
  while (range.end !== from) {
    const [left, right] = halves(range);
    const isLeft = from <= left.end;
    path.unshift(isLeft ? right : left);
    range = isLeft ? left : right;
  }
  // The earlier tree itself is known to whoever asks.
  return range.start === 0 ? path : [range, ...path];
};

/** The complete subtrees that a range of a path is made of, largest first: one, but at the tree's right edge. */
export const subtreesOf = ({ start, end }: Range): readonly Subtree[] => {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end; ) {
    const level = Math.floor(Math.log2(end - at));
    subtrees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
};

/** A range as RFC 6962 splits it: at the largest power of two that is smaller than it. */
const halves = ({ start, end }: Range): readonly [Range, Range] => {
  const middle = start + 2 ** Math.floor(Math.log2(end - start - 1));
  return [
    { start, end: middle },
    { start: middle, end },
  ];
};
