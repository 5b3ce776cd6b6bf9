import { expect, it } from '@jest/globals';
import { endOfSecond, instantOf, localMoment } from './local-moment.ts';

it('takes a moment from and to the form in the reader’s zone', () => {
  expect(instantOf(localMoment('2026-07-01T10:30:00.000Z'))).toBe('2026-07-01T10:30:00.000Z');
  expect(instantOf('')).toBeNull();
});

it('takes a second to its end, and no further', () => {
  expect(endOfSecond(localMoment('2026-07-01T10:30:07.000Z'))).toBe('2026-07-01T10:30:07.999Z');
  expect(endOfSecond('')).toBeNull();
});
