import { describe, expect, it } from '@jest/globals';
import {
  formatChange,
  formatCivilDay,
  formatDuration,
  formatPeriod,
  formatProbability,
  formatRelative,
  formatShare,
  howMany,
  humanise,
  initials,
  inSentence,
} from './format.ts';

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
it('says words within a sentence without their capital, but for abbreviations', () => {
  expect(['email', 'sms', 'do_not_contact'].map(inSentence)).toEqual(['e-mail', 'SMS', 'do not contact']);
});
it('says shares in per cent, and what is not known as a dash', () => {
  expect([0, 0.0734, 1, null].map(formatShare)).toEqual(['0%', '7.3%', '100%', '–']);
  expect([-0.25, 0, 0.1, null].map(formatChange)).toEqual(['-25%', '0%', '+10%', '–']);
});
it('says how probable something is, down to where only its smallness matters', () => {
  expect([1, 0.0431, 0.00001, null].map(formatProbability)).toEqual(['1', '0.043', '< 0.0001', '–']);
});
it('says a period either end of which may be open', () => {
  expect(formatPeriod(null, null)).toBeNull();
  expect(formatPeriod('2026-03-01', null)).toMatch(/^from .*1/);
  expect(formatPeriod(null, '2026-03-01')).toMatch(/^until .*1/);
  expect(formatPeriod('2026-03-01', '2026-04-02')).toMatch(/1.*2.*2026/);
});
it('counts things, one of them in the singular', () => {
  expect([0, 1, 1200].map((count) => howMany(count, 'customer'))).toEqual([
    '0 customers',
    '1 customer',
    '1,200 customers',
  ]);
});
it('takes the first letters of the first and the last name', () => {
  expect(['Ada King Lovelace', 'zoë', ''].map(initials)).toEqual(['AL', 'Z', '']);
});
