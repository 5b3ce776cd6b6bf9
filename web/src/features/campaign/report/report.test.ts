import { expect, it } from '@jest/globals';
import { countOf, formatKnown, lengthOf } from './counts.ts';
import { counted, shareWords } from './words.ts';

const counts = {
  members: 1200,
  suppressed: 0,
  sent: 0,
  delivered: 0,
  opened: 7,
  clicked: 0,
  responded: 0,
  converted: 0,
  bouncedHard: 0,
  bouncedSoft: 0,
  unsubscribed: 0,
  complained: 0,
  failed: 0,
};

it('shows a dash where the channel does not tell, and zero where it does', () => {
  const shown = (name: 'opened' | 'clicked' | 'members', channel: string) =>
    formatKnown(countOf(counts, name, channel));
  expect([shown('opened', 'email'), shown('opened', 'phone'), shown('clicked', 'email')]).toEqual([
    '7',
    '–',
    '0',
  ]);
  expect(shown('members', 'phone')).toBe('1,200');
});

it('names numerator and denominator', () => {
  expect(shareWords({ name: 'open', value: 0.25, numerator: 250, denominator: 'delivered', of: 1000 })).toBe(
    '250 opened of 1,000 delivered',
  );
});

it('draws bars as shares of the longest, and none of nothing', () => {
  expect([lengthOf(5, 10), lengthOf(null, 10), lengthOf(0, 0)]).toEqual([0.5, 0, 0]);
});

it('counts everything that the report has', () => {
  expect([...counted].sort()).toEqual(Object.keys(counts).sort());
});
