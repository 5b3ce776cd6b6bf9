import { describe, expect, it } from '@jest/globals';
import { emptyFrontier, grow, rootOf, rootOver } from './frontier.ts';
import { eventHash, type Hash, leafHash, presumedHash } from './hashes.ts';
import { consistencyPath, inclusionPath, type Range, subtreesOf } from './paths.ts';
import { verifyConsistency, verifyInclusion } from './verify.ts';

/** The leaves and roots with which implementations of Certificate Transparency are tested. */
const known = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const knownRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const knownLeaves = known.map((hex) => leafHash(Buffer.from(hex, 'hex')));

const largest = 132;
const leaves = Array.from({ length: largest }, (_, n) => leafHash(Buffer.from(`leaf ${n}`)));
const roots = Array.from({ length: largest + 1 }, (_, size) => rootOf(treeOf(leaves.slice(0, size))));

function treeOf(of: readonly Hash[]) {
  return grow(emptyFrontier, of);
}
/** The proof that a path stands for, with every subtree hashed once. */
const prover = (of: readonly Hash[]) => {
  const subtrees = new Map<string, Hash>();
  grow(emptyFrontier, of, ({ level, index }, hash) => subtrees.set(`${level}/${index}`, hash));
  return (path: readonly Range[]): readonly Hash[] =>
    path.map((range) =>
      rootOver(
        subtreesOf(range).map(({ level, index }) => subtrees.get(`${level}/${index}`) ?? Buffer.alloc(0)),
      ),
    );
};
const prove = prover(leaves);
const proveKnown = prover(knownLeaves);
const root = (size: number): Hash => roots[size] ?? Buffer.alloc(0);
const leaf = (index: number): Hash => leaves[index] ?? Buffer.alloc(0);

describe('the tree', () => {
  it('has the roots that are known for it', () => {
    for (const [size, hex] of knownRoots.entries())
      expect(rootOf(treeOf(knownLeaves.slice(0, size))).toString('hex')).toBe(hex);
  });

  it('is proven by the paths that are known for it', () => {
    const hex = (path: readonly Range[]) => proveKnown(path).map((hash) => hash.toString('hex'));
    expect(hex(inclusionPath(5, 8))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      knownRoots[4],
    ]);
    expect(hex(inclusionPath(2, 3))).toEqual([knownRoots[2]]);
    expect(hex(consistencyPath(2, 5))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });

  it('is the same whether it grows leaf by leaf, in steps, or by whole subtrees', () => {
    let steps = emptyFrontier;
    for (let at = 0; at < largest; at += 7) steps = grow(steps, leaves.slice(at, at + 7));
    expect(rootOf(steps)).toEqual(root(largest));
    const subtrees = Array.from({ length: 33 }, (_, n) => rootOf(treeOf(leaves.slice(n * 4, n * 4 + 4))));
    expect(rootOf(grow(emptyFrontier, subtrees, undefined, 2))).toEqual(root(largest));
  });

  it('tells of every complete subtree once', () => {
    const told = new Map<string, Hash>();
    grow(emptyFrontier, leaves, ({ level, index }, hash) => told.set(`${level}/${index}`, hash));
    expect(told.size).toBe(2 * largest - treeOf(leaves).peaks.length);
    expect(told.get('3/5')).toEqual(rootOf(treeOf(leaves.slice(40, 48))));
  });
});

describe('an inclusion proof', () => {
  it('holds for every leaf of every tree', () => {
    const failing: string[] = [];
    for (let size = 1; size <= largest; size++)
      for (let index = 0; index < size; index++) {
        const inclusion = { leaf: leaf(index), index, size, root: root(size) };
        if (!verifyInclusion(inclusion, prove(inclusionPath(index, size))))
          failing.push(`${index} of ${size}`);
      }
    expect(failing).toEqual([]);
  });

  it('holds for nothing else', () => {
    for (const size of [1, 2, 3, 7, 8, 100, 127])
      for (const index of [0, size >> 1, size - 1]) {
        const proof = prove(inclusionPath(index, size));
        const right = { leaf: leaf(index), index, size, root: root(size) };
        expect(verifyInclusion({ ...right, leaf: leaf(index + 1) }, proof)).toBe(false);
        expect(verifyInclusion({ ...right, index: index + 1 }, proof)).toBe(false);
        expect(verifyInclusion({ ...right, index: -1 }, proof)).toBe(false);
        expect(verifyInclusion({ ...right, root: root(size + 1) }, proof)).toBe(false);
        expect(verifyInclusion(right, [...proof, leaf(0)])).toBe(false);
        if (proof.length > 0) expect(verifyInclusion(right, proof.slice(1))).toBe(false);
      }
  });
});

describe('a consistency proof', () => {
  it('holds between every two sizes of a tree', () => {
    const failing: string[] = [];
    for (let to = 0; to <= largest; to++)
      for (let from = 0; from <= to; from++) {
        const sizes = { from: { size: from, root: root(from) }, to: { size: to, root: root(to) } };
        if (!verifyConsistency(sizes, prove(consistencyPath(from, to)))) failing.push(`${from} of ${to}`);
      }
    expect(failing).toEqual([]);
  });

  it('holds for no tree that begins otherwise', () => {
    const other = (size: number) =>
      rootOf(treeOf(leaves.slice(0, size).map((hash, n) => (n === 1 ? leaf(0) : hash))));
    for (const [from, to] of [
      [2, 3],
      [3, 8],
      [6, 7],
      [8, 16],
      [100, 101],
      [64, 130],
    ] as const) {
      const proof = prove(consistencyPath(from, to));
      const right = { from: { size: from, root: root(from) }, to: { size: to, root: root(to) } };
      expect(verifyConsistency(right, proof)).toBe(true);
      expect(verifyConsistency({ ...right, from: { size: from, root: other(from) } }, proof)).toBe(false);
      expect(verifyConsistency({ ...right, to: { size: to, root: other(to) } }, proof)).toBe(false);
      expect(verifyConsistency(right, [...proof, leaf(0)])).toBe(false);
      expect(verifyConsistency(right, proof.slice(1))).toBe(false);
      expect(verifyConsistency({ from: right.to, to: right.from }, proof)).toBe(false);
    }
  });
});

describe('the leaf of an event', () => {
  const event = {
    stream: 'customer-1',
    revision: 3,
    id: '01937c5e-3c1f-7000-8000-000000000000',
    type: 'CustomerTagsChanged',
    schema: 1,
    data: { added: ['über'], removed: [] },
    metadata: { actor: 'system', recordedAt: '2026-11-25T00:00:00.000Z' },
  };

  it('is over its canonical bytes, whatever the order of its parts, and never its position', () => {
    const text =
      '{"data":{"added":["über"],"removed":[]},"id":"01937c5e-3c1f-7000-8000-000000000000","metadata":{"actor":"system","recordedAt":"2026-11-25T00:00:00.000Z"},"revision":3,"schema":1,"stream":"customer-1","type":"CustomerTagsChanged"}';
    expect(eventHash(event)).toEqual(leafHash(Buffer.from(text)));
    const { metadata, ...rest } = event;
    const { actor, recordedAt } = metadata;
    expect(eventHash({ metadata: { recordedAt, actor }, ...rest })).toEqual(leafHash(Buffer.from(text)));
  });

  it('is what is presumed where the texts are canonical, and never that of another event', () => {
    expect(presumedHash(event)).toEqual(eventHash(event));
    const disordered = { ...event, data: { removed: [], added: ['über'] } };
    expect(presumedHash(disordered)).not.toEqual(eventHash(event));
    expect(eventHash(disordered)).toEqual(eventHash(event));
  });
});
