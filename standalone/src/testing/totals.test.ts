import { describe, expect, it } from '@jest/globals';
import { isSuccess, sum, summary, totalsOf } from './totals.ts';

const result = {
  success: true,
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 0,
};

describe('the totals of a run', () => {
  it('counts what was left out as skipped, never as passed', () => {
    expect(totalsOf(result, 0)).toEqual({ passed: 12, failed: 0, skipped: 3 });
  });
  it('counts a suite that could not run as failed', () => {
    const broken = { ...result, success: false, numFailedTests: 1, numRuntimeErrorTestSuites: 2 };
    expect(totalsOf(broken, 1).failed).toBe(3);
  });
  it('fails where jest failed for a reason of its own', () => {
    expect(totalsOf(result, 1).failed).toBe(1);
    expect(totalsOf({ ...result, success: false }, 0).failed).toBe(1);
  });
  it('fails where jest left no result', () => {
    expect(totalsOf(undefined, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
  it('adds runs up to one plain line', () => {
    const run = { passed: 1, failed: 2, skipped: 3 };
    expect(summary(sum([run, run]))).toBe('2 passed, 4 failed, 6 skipped');
  });
  it('is no success when nothing was tested', () => {
    expect(isSuccess({ passed: 0, failed: 0, skipped: 9 })).toBe(false);
    expect(isSuccess({ passed: 1, failed: 0, skipped: 9 })).toBe(true);
  });
});
