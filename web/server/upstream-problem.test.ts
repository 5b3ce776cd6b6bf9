import { expect, it } from '@jest/globals';
import { upstreamProblem } from './upstream-problem.ts';

it('says that nothing was changed where nothing arrived', () => {
  expect(upstreamProblem('ECONNREFUSED', 'POST')).toMatchObject({ status: 503, code: 'unavailable' });
});
it('does not claim to know the outcome of a command that broke off', () => {
  expect(upstreamProblem('ECONNRESET', 'POST')).toMatchObject({ status: 502, code: 'outcome-unknown' });
});
it('lets a question that broke off be asked again', () => {
  expect(upstreamProblem('ECONNRESET', 'GET')).toMatchObject({ status: 502, code: 'upstream-failed' });
});
