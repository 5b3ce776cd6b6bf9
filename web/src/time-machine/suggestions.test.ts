import { expect, it } from '@jest/globals';
import { localMoment } from '../ui/local-moment.ts';
import { suggestions } from './suggestions.ts';

const suggested = (now: Date) =>
  suggestions(now).map(({ label, at }) => `${label}: ${localMoment(at.toISOString())}`);

it('suggests the last second of what has just ended', () => {
  expect(suggested(new Date(2026, 10, 25, 9, 30))).toEqual([
    'End of yesterday: 2026-11-24T23:59:59',
    'End of last month: 2026-10-31T23:59:59',
    'End of last quarter: 2026-09-30T23:59:59',
    'End of last year: 2025-12-31T23:59:59',
  ]);
});

it('suggests no moment twice', () => {
  expect(suggested(new Date(2026, 0, 1, 9, 30))).toEqual(['End of yesterday: 2025-12-31T23:59:59']);
});
