import { expect, it } from '@jest/globals';
import { isNarrowed, plainList, questionOf, readListState, writeListState } from './list-state.ts';

it('reads back what it wrote', () => {
  const state = {
    q: 'spring',
    status: ['active', 'paused'] as const,
    type: ['email'] as const,
    sort: 'name' as const,
    order: 'asc' as const,
  };
  expect(readListState(new URLSearchParams(writeListState(state).toString()))).toEqual(state);
});

it('leaves out what it does not understand, and the plain list says nothing', () => {
  expect(readListState(new URLSearchParams('status=gone&type=&sort=shoe&order=up'))).toEqual(plainList);
  expect(writeListState(plainList).toString()).toBe('');
  expect(questionOf(plainList)).toEqual({});
});

it('tells a narrowed list from a whole one', () => {
  expect(isNarrowed({ ...plainList, sort: 'name' })).toBe(false);
  expect(isNarrowed({ ...plainList, status: ['planned'] })).toBe(true);
});
