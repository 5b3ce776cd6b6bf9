import { expect, it } from '@jest/globals';
import { ProblemError } from '../api/problem.ts';
import { conflictIn, isHarmless, theirValue } from './conflict.ts';

const problem = (facts: Record<string, unknown>, code = 'stale-revision') =>
  new ProblemError({ status: 412, code, detail: 'The record has changed since you read it.', facts });
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
  const conflict = conflictIn(problem(facts));
  expect(conflict?.revision).toBe(5);
  expect(conflict?.theirs.map(({ actor, sentence }) => [actor, sentence.title])).toEqual([
    ['ben', 'Job title changed'],
    ['ben', '2 details changed'],
  ]);
});

it('holds the latest of their values against mine; a cleared one is null, an untouched one undefined', () => {
  const conflict = conflictIn(problem(facts));
  if (conflict === null) throw new Error('no conflict');
  expect(theirValue(conflict, 'jobTitle')).toBe('CEO');
  expect(theirValue(conflict, 'locale')).toBeNull();
  expect(theirValue(conflict, 'lastName')).toBeUndefined();
});

it('is no conflict for any other problem, nor for facts it cannot read', () => {
  expect(conflictIn(problem(facts, 'email-taken'))).toBeNull();
  expect(conflictIn(problem({ revision: 'five' }))).toBeNull();
  expect(conflictIn(new Error('no problem'))).toBeNull();
});

it('asks nobody when others only logged calls, or I edited other fields myself', () => {
  const call = { ...event(4, {}), type: 'InteractionLogged' };
  const conflict = conflictIn(
    problem({ revision: 5, events: [call, { ...event(5, { locale: 'de' }), actor: 'me' }] }),
  );
  if (conflict === null) throw new Error('no conflict');
  expect(isHarmless(conflict, 'jobTitle', 'me')).toBe(true);
  expect(isHarmless(conflict, 'locale', 'me')).toBe(false);
  expect(isHarmless(conflict, 'jobTitle', 'ben')).toBe(false);
});
