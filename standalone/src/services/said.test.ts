import { expect, it } from '@jest/globals';
import { faultsIn } from './said.ts';

it('takes the fatal lines of a log, with what lies behind them', () => {
  const said = [
    'ut off line","level":60}',
    '{"level":30,"msg":"listening"}',
    '{"level":60,"msg":"DATABASE_URL is missing"}',
    '{"level":60,"err":{"message":"no luck"},"msg":"the service cannot go on"}',
    '',
  ].join('\n');
  expect(faultsIn(said)).toEqual(['DATABASE_URL is missing', 'the service cannot go on (no luck)']);
});

it('takes what Node says where nothing was logged', () => {
  expect(faultsIn(`file:///x.ts:1\nSyntaxError: Unexpected token\n    at x\n`)).toEqual([
    'SyntaxError: Unexpected token',
  ]);
});

it('has nothing to say of silence', () => expect(faultsIn('')).toEqual([]));
