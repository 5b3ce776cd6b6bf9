import { expect, it } from '@jest/globals';
import { sortedBy } from './sorting.ts';

it('sorts ascending, descending, then not at all; another column starts over', () => {
  const first = sortedBy<'name' | 'email'>({ sort: null, order: 'desc' }, 'email');
  const second = sortedBy(first, 'email');
  expect([first, second, sortedBy(second, 'email'), sortedBy(second, 'name')]).toEqual([
    { sort: 'email', order: 'asc' },
    { sort: 'email', order: 'desc' },
    { sort: null, order: 'desc' },
    { sort: 'name', order: 'asc' },
  ]);
});
