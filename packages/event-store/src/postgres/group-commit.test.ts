import { describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { Admitted } from '../admit.ts';
import type { Outcome } from './append.ts';
import { createGroupCommit, defaultLimits, type GroupCommitLimits } from './group-commit.ts';

const request = (stream: string): Admitted => ({
  streams: [
    { stream, expected: 'any', events: [{ id: v7(), type: 'Noted', schema: 1, data: '{}', metadata: '{}' }] },
  ],
  bytes: 4,
  newKeys: [],
});

const written: Outcome = { revisions: [0], position: 1n };

/** A group whose flushes are answered when the test says so; `sizes` are those of the flushes that have begun. */
const group = (limits: Partial<GroupCommitLimits> = {}) => {
  const sizes: number[] = [];
  const answers: (() => void)[] = [];
  const { add } = createGroupCommit(
    (batch) => {
      sizes.push(batch.length);
      return new Promise((resolve) => {
        answers.push(() => resolve(batch.map(() => written)));
      });
    },
    { ...defaultLimits, ...limits },
  );
  const addMany = (count: number, name = 'customer') =>
    Promise.all(Array.from({ length: count }, (_, n) => add(request(`${name}-${n}`))));
  return { sizes, answer: () => answers.shift()?.(), addMany };
};

const turns = async (count = 4): Promise<void> => {
  for (let n = 0; n < count; n++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a group commit', () => {
  it('sends together what comes together while it is little', async () => {
    const { sizes, addMany } = group();
    void addMany(100);
    await turns();
    expect(sizes).toEqual([100]);
  });

  it('shares out what is much among the flushes that may begin', async () => {
    const { sizes, addMany } = group();
    void addMany(513);
    await turns();
    expect(sizes).toEqual([257, 256]);
  });

  it('keeps those apart that are answered apart', async () => {
    const { sizes, answer, addMany } = group();
    void addMany(400);
    await turns();
    for (const round of [1, 2, 3]) {
      answer();
      void addMany(200, `round-${round}`);
      await turns();
    }
    expect(sizes).toEqual([200, 200, 200, 200, 200]);
  });

  it('begins no more flushes at once than it may, and answers everybody', async () => {
    const { sizes, answer, addMany } = group({ flushEvents: 10 });
    const all = addMany(35);
    await turns();
    expect(sizes).toEqual([10, 10]);
    for (let n = 0; n < 4; n++) {
      answer();
      await turns();
    }
    expect(sizes).toEqual([10, 10, 10, 5]);
    expect(await all).toHaveLength(35);
  });
});
