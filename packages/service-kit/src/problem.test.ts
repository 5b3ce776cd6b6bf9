import { Conflict, Forbidden, Invalid, KeyReused, Missing, Refusal, Unauthenticated } from '@crm/contracts';
import { AppendOutcomeUnknown, AppendTooLarge, NotCanonical, Unavailable } from '@crm/event-store';
import { describe, expect, it } from '@jest/globals';
import { LogRestored } from './log-restored.ts';
import { problemOf, TooManyRequests } from './problem.ts';

/** An error as pg raises it. */
const raised = (code: string): Error =>
  Object.assign(new Error('as the database says it'), { severity: 'ERROR', code });

describe('problemOf', () => {
  it.each<[Error, number, string]>([
    [new Invalid([{ path: 'lastName', message: 'is missing' }]), 400, 'invalid-input'],
    [new NotCanonical('$.attributes.size', 'integers beyond 2^53 are not exact'), 400, 'invalid-input'],
    [new Unauthenticated('token-expired', 'Refresh it.'), 401, 'token-expired'],
    [new Forbidden(), 403, 'forbidden'],
    [new Missing('customer'), 404, 'customer-not-found'],
    [new Refusal('email-taken', 'Somebody has it.'), 409, 'email-taken'],
    [new Conflict({ revision: 3 }), 412, 'stale-revision'],
    [new AppendTooLarge(2, 1), 413, 'too-large'],
    [new KeyReused(), 422, 'idempotency-key-reused'],
    [new TooManyRequests('Wait.'), 429, 'rate-limited'],
    [new Unavailable('away'), 503, 'unavailable'],
    [new AppendOutcomeUnknown('lost'), 503, 'outcome-unknown'],
    [new AppendOutcomeUnknown('lost', { cause: raised('53100') }), 503, 'outcome-unknown'],
    [new Unavailable('full', { cause: raised('53100') }), 503, 'disk-full'],
    [new Unavailable('a standby', { cause: raised('25006') }), 503, 'read-only'],
    [raised('53100'), 503, 'disk-full'],
    [new LogRestored('The log ends at position 3.'), 503, 'log-restored'],
    [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 503, 'unavailable'],
    [Object.assign(new Error('too big'), { status: 413 }), 413, 'too-large'],
    [new TypeError('undefined is not a function'), 500, 'internal-error'],
  ])('answers %p with %d and %s', (error, status, code) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status, code, type: `urn:crm:problem:${code}` });
    expect(problem.detail).not.toBe('');
  });

  it('keeps the field paths of wrong input and the facts of a refusal', () => {
    const errors = [{ path: 'emails.0.address', message: 'must be an e-mail address' }];
    expect(problemOf(new Invalid(errors)).errors).toEqual(errors);
    expect(problemOf(new NotCanonical('$.a.b', 'NUL')).errors).toEqual([
      { path: 'a.b', message: 'cannot be stored exactly' },
    ]);
    expect(problemOf(new Refusal('email-taken', 'No.', { customerId: '1' })).facts).toEqual({
      customerId: '1',
    });
  });

  it('tells nothing of a fault of ours', () => {
    const secret = new Error('password authentication failed for user "crm_query"');
    expect(JSON.stringify(problemOf(secret))).not.toContain('crm_query');
  });
});
