import { expect, it } from '@jest/globals';
import { byDay, dayName, dayOf } from './days.ts';

const instants = ['2026-03-02T23:30:00Z', '2026-03-02T22:30:00Z', '2026-03-01T10:00:00Z'];
const itself = (instant: string) => instant;

it('groups by the day of the reader’s time zone', () => {
  expect(byDay(instants, itself, 'UTC').map(({ day, items }) => [day, items.length])).toEqual([
    ['2026-03-02', 2],
    ['2026-03-01', 1],
  ]);
  expect(byDay(instants, itself, 'Europe/Berlin').map(({ day, items }) => [day, items.length])).toEqual([
    ['2026-03-03', 1],
    ['2026-03-02', 1],
    ['2026-03-01', 1],
  ]);
});

it('keeps the order it is given, and loses nothing', () => {
  expect(byDay(instants, itself, 'UTC').flatMap(({ items }) => items)).toEqual(instants);
  expect(byDay([], itself)).toEqual([]);
});

it('knows the day of an instant just before and after midnight', () => {
  expect(dayOf('2026-12-31T23:59:59.999Z', 'UTC')).toBe('2026-12-31');
  expect(dayOf('2026-12-31T23:59:59.999Z', 'Asia/Tokyo')).toBe('2027-01-01');
});

it('names today and yesterday, across the end of a year too', () => {
  expect(dayName('2026-01-01', '2026-01-01', 'en')).toBe('Today');
  expect(dayName('2025-12-31', '2026-01-01', 'en')).toBe('Yesterday');
});

it('writes the year only where it is another one', () => {
  expect(dayName('2026-03-02', '2026-06-01', 'en-GB')).toMatch(/^Monday,? 2 March$/);
  expect(dayName('2025-03-03', '2026-06-01', 'en-GB')).toMatch(/^Monday,? 3 March 2025$/);
});
