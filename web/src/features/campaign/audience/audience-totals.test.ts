import { expect, it } from '@jest/globals';
import { totalsOf } from './audience-totals.ts';

it('adds up audiences, and tells who is addressed', () => {
  const filter = { audienceId: 'a', members: 10, archived: 1, doNotContact: 2, optedOut: 3 };
  const byHand = { audienceId: null, members: 4, archived: 0, doNotContact: 0, optedOut: 1 };
  expect(totalsOf([filter, byHand])).toEqual({
    members: 14,
    archived: 1,
    doNotContact: 2,
    optedOut: 4,
    addressed: 7,
  });
  expect(totalsOf([]).addressed).toBe(0);
});
