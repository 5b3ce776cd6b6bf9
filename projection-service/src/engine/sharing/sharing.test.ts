import { describe, expect, it } from '@jest/globals';
import { type Books, dueOf, shareOf } from './sharing.ts';

/** Books of partitions by their holders, and of replicas with what each wishes. */
const books = (holders: readonly (string | null)[], replicas: Readonly<Record<string, number>>): Books => ({
  revision: 1,
  partitions: holders.length,
  replicas: Object.entries(replicas).map(([id, wishes]) => ({ id, wishes })),
  leases: holders.map((holder, partition) => ({ partition, holder, fence: 1 })),
});

describe('the share of a replica', () => {
  it('is everything where it is alone', () => {
    expect(dueOf(books([null, null, null, null], { a: 4 }), 'a')).toEqual({
      giveBack: [],
      claim: [0, 1, 2, 3],
    });
  });

  it('is given back down to what the others have, and claimed up to it', () => {
    const two = { a: 4, b: 4 };
    expect(dueOf(books(['a', 'a', 'a', 'a'], two), 'a')).toEqual({ giveBack: [2, 3], claim: [] });
    expect(dueOf(books(['a', 'a', null, null], two), 'a')).toEqual({ giveBack: [], claim: [] });
    expect(dueOf(books(['a', 'a', null, null], two), 'b')).toEqual({ giveBack: [], claim: [2, 3] });
  });

  it('leaves nothing unclaimed where it does not come out even', () => {
    const three = { a: 4, b: 4, c: 4 };
    expect(dueOf(books(['a', 'a', 'b', null], three), 'c').claim).toEqual([3]);
    expect(dueOf(books(['a', 'a', 'b', 'b'], three), 'c')).toEqual({ giveBack: [], claim: [] });
  });

  it('is nothing for all but one where there is one partition', () => {
    expect(dueOf(books(['a'], { a: 1, b: 1 }), 'b')).toEqual({ giveBack: [], claim: [] });
    expect(dueOf(books([null], { b: 1 }), 'b').claim).toEqual([0]);
  });

  it('is what its source brings, where that cannot choose', () => {
    const held = books(['a', 'a', null, 'b'], { a: 4, b: 4 });
    expect(dueOf(held, 'a', new Set([1, 2, 3]))).toEqual({ giveBack: [0], claim: [2] });
  });
});

describe('another number of partitions', () => {
  it('is wished by all before anything is done', () => {
    const mixed = books(['a', 'b'], { a: 64, b: 2 });
    expect(dueOf(mixed, 'a')).toEqual({ giveBack: [], claim: [] });
    expect(shareOf(mixed, 'a').divideInto).toBeNull();
  });

  it('is made by the eldest, to whom the others give back theirs', () => {
    const wishes = { a: 1, b: 1 };
    expect(dueOf(books(['a', 'b', null], wishes), 'b')).toEqual({ giveBack: [1], claim: [] });
    expect(dueOf(books(['a', 'b', null], wishes), 'a')).toEqual({ giveBack: [], claim: [2] });
    expect(shareOf(books(['a', 'b', 'a'], wishes), 'a').divideInto).toBeNull();
    expect(shareOf(books(['a', 'a', 'a'], wishes), 'a').divideInto).toBe(1);
  });
});
