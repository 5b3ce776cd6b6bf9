import { expect, it } from '@jest/globals';
import { conflictIn, theirValue } from './conflict.ts';

const problem = {
  type: 'about:blank',
  title: 'Stale',
  status: 412,
  code: 'stale-revision',
  detail: 'The record has changed since you read it.',
};
const event = (revision: number, data: Record<string, unknown>) => ({
  id: `e${revision}`,
  type: 'CustomerDetailsChanged',
  revision,
  data,
  actor: 'ben',
  recordedAt: '2026-03-02T10:00:00.000Z',
});
const facts = {
  revision: 5,
  events: [event(4, { jobTitle: 'CTO' }), event(5, { jobTitle: 'CEO', locale: null })],
};

it('reads who changed what in between', () => {
  const conflict = conflictIn({ ...problem, facts });
  expect(conflict?.revision).toBe(5);
  expect(conflict?.theirs.map(({ actor, sentence }) => [actor, sentence.title])).toEqual([
    ['ben', 'Job title changed'],
    ['ben', '2 details changed'],
  ]);
});

it('holds the latest of their values against mine; a cleared one is null, an untouched one undefined', () => {
  const conflict = conflictIn({ ...problem, facts });
  if (conflict === null) throw new Error('no conflict');
  expect(theirValue(conflict, 'jobTitle')).toBe('CEO');
  expect(theirValue(conflict, 'locale')).toBeNull();
  expect(theirValue(conflict, 'lastName')).toBeUndefined();
});

it('is no conflict for any other problem, nor for facts it cannot read', () => {
  expect(conflictIn({ ...problem, status: 409, code: 'email-taken', facts })).toBeNull();
  expect(conflictIn({ ...problem, facts: { revision: 'five' } })).toBeNull();
  expect(conflictIn(problem)).toBeNull();
});
