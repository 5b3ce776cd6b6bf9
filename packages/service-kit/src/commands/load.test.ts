import { createMemoryStore } from '@crm/event-store';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { v7 } from 'uuid';
import { loader } from './load.ts';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const counting = { initial: 0, evolve: { Counted: (state: unknown) => Number(state) + 1 } };

/** A store that tells from which revision streams were read, with a stream of three. */
const watched = async () => {
  const store = createMemoryStore();
  const id = v7();
  const events = [id, v7(), v7()].map((each) => ({
    id: each,
    type: 'Counted',
    schema: 1,
    data: {},
    metadata: { actor: 'system', correlation: id, causation: id },
  }));
  await store.append([{ stream: 'counter-1', expected: 'none', events }]);
  const reads: number[] = [];
  const streams = loader({
    ...store,
    readStreams: (asked) => {
      for (const { from = 0 } of asked) reads.push(from);
      return store.readStreams(asked);
    },
  });
  return { load: () => streams.load(counting, 'counter-1'), reads };
};

it('reads of a known stream only what is new', async () => {
  const { load, reads } = await watched();
  for (let n = 0; n < 3; n++) expect((await load()).state).toBe(3);
  expect(reads).toEqual([0, 3, 3]);
});

it('lets go of a state that nobody asks for any more', async () => {
  const { load, reads } = await watched();
  await load();
  for (let minutes = 0; minutes < 30; minutes += 9) {
    await jest.advanceTimersByTimeAsync(9 * 60_000);
    await load();
  }
  await jest.advanceTimersByTimeAsync(11 * 60_000);
  expect((await load()).state).toBe(3);
  expect(reads).toEqual([0, 3, 3, 3, 3, 0]);
});
