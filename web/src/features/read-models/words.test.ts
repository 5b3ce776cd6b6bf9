import type { Rebuild } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { afterwards, isOlder, lagText, progressText, rebuildName } from './words.ts';

const rebuild: Rebuild = {
  id: '01890000-0000-7000-8000-000000000000',
  kind: 'rebuild',
  models: ['customer', 'customer_count'],
  state: 'filling',
  requestedBy: 'system',
  requestedAt: '2026-11-01T10:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  done: 0,
  total: null,
  rate: null,
  secondsLeft: null,
  fault: null,
};

describe('a rebuild in words', () => {
  it('is named by what it is and by its models, unless they are many', () => {
    expect(rebuildName(rebuild)).toBe('Rebuild of customer and customer count');
    expect(rebuildName({ kind: 'deploy', models: ['interaction'] })).toBe('New version of interaction');
    expect(rebuildName({ kind: 'rebuild', models: ['a', 'b', 'c', 'd', 'e'] })).toBe(
      'Rebuild of 5 read models',
    );
  });

  it('says that a new version is tried again, which nothing else is', () => {
    expect(afterwards({ kind: 'deploy' })).toBe(' It is tried again at the next start.');
    expect(afterwards(rebuild)).toBe('');
  });

  it('says how far it is as soon as that is known', () => {
    expect(progressText(rebuild)).toBe('0 events');
    expect(progressText({ ...rebuild, done: 4_000, total: 10_000, rate: 2_000.4, secondsLeft: 2.2 })).toBe(
      '4,000 of 10,000 events · 2,000 events/s · 3 s left',
    );
  });
});

it('tells which of two builds was made before', () => {
  const build = (version: number, build: number) => ({ version, build, shownAt: null });
  expect(isOlder(build(1, 7), build(2, 1))).toBe(true);
  expect(isOlder(build(2, 1), build(2, 2))).toBe(true);
  expect(isOlder(build(2, 2), build(2, 2))).toBe(false);
});

it('says how far a read model is behind', () => {
  expect(lagText({ lagEvents: 0, lagSeconds: 0 })).toBe('None');
  expect(lagText({ lagEvents: 1, lagSeconds: 0.2 })).toBe('1 event, 1 s');
  expect(lagText({ lagEvents: 1000, lagSeconds: 75 })).toBe('1,000 events or more, 1 min 15 s');
});
