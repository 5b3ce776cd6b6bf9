import { describe, expect, it } from '@jest/globals';
import { formatCivilDay, formatDuration, formatRelative, humanise, initials } from './format.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const ago = (seconds: number) => formatRelative(new Date(now - seconds * 1000).toISOString(), now);

describe('how long ago', () => {
  it('is now, then minutes, hours, days and weeks', () => {
    expect([10, 300, 7200, 86_400, 14 * 86_400].map(ago)).toEqual([
      'now',
      '5 min. ago',
      '2 hr. ago',
      'yesterday',
      '2 wk. ago',
    ]);
  });
  it('is the day itself beyond a month', () => {
    expect(ago(100 * 86_400)).toContain('2026');
  });
});

it('keeps a calendar day on its day', () => {
  expect(formatCivilDay('2026-03-01')).toContain('1');
});
it.each([
  [40, '40 s'],
  [65, '1 min 5 s'],
  [1800, '30 min'],
  [3600, '1 h'],
  [3900, '1 h 5 min'],
])('says %i seconds as %s', (seconds, said) => {
  expect(formatDuration(seconds)).toBe(said);
});
it('says words of the vocabulary as people do', () => {
  expect(['left_voicemail', 'webSite', 'lead'].map(humanise)).toEqual(['Left voicemail', 'Web site', 'Lead']);
});
it('takes the first letters of the first and the last name', () => {
  expect(['Ada King Lovelace', 'zoë', ''].map(initials)).toEqual(['AL', 'Z', '']);
});
