import { describe, expect, it } from '@jest/globals';
import { isFiltered, plainList, questionOf, readListState, sortedBy, writeListState } from './list-state.ts';

const owner = '0190aaaa-0000-7000-8000-000000000001';

describe('the list in the address', () => {
  it('reads back what it wrote', () => {
    const state = {
      ...plainList,
      q: 'müller & söhne',
      stage: ['lead', 'customer'] as const,
      ownerId: [owner, 'none'],
      tag: ['vip', 'trade fair'],
      archived: 'all' as const,
      sort: 'name' as const,
      order: 'asc' as const,
      open: owner,
    };
    expect(readListState(new URLSearchParams(writeListState(state).toString()))).toEqual(state);
  });
  it('is empty for the plain list', () => {
    expect(writeListState(plainList).toString()).toBe('');
    expect(readListState(new URLSearchParams())).toEqual(plainList);
  });
  it('leaves out what it does not understand', () => {
    const params = new URLSearchParams('stage=nonsense&ownerId=1&archived=perhaps&sort=shoe&order=up&tag=');
    expect(readListState(params)).toEqual(plainList);
  });
});

describe('the question it asks', () => {
  it('names only what is wished', () => {
    expect(questionOf(plainList)).toEqual({});
    expect(questionOf({ ...plainList, stage: ['lead'], sort: 'name', order: 'asc' })).toEqual({
      stage: ['lead'],
      sort: 'name',
      order: 'asc',
    });
  });
});

it('sorts ascending, descending, then not at all', () => {
  const first = sortedBy(plainList, 'email');
  const second = sortedBy(first, 'email');
  expect([first, second, sortedBy(second, 'email')].map(({ sort, order }) => [sort, order])).toEqual([
    ['email', 'asc'],
    ['email', 'desc'],
    [null, 'desc'],
  ]);
});

it('tells a filtered list from an empty one', () => {
  expect(isFiltered({ ...plainList, sort: 'name', open: owner })).toBe(false);
  expect(isFiltered({ ...plainList, archived: 'all' })).toBe(true);
});
