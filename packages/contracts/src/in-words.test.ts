import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { inWords } from './in-words.ts';

const said = (contract: z.ZodType, input: unknown): string | undefined =>
  contract.safeParse(input, { error: inWords }).error?.issues[0]?.message;

describe('inWords', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'must be given'],
    [z.string(), null, 'must not be empty'],
    [z.string(), 7, 'must be text'],
    [z.number(), 'seven', 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.number().min(0), -300, 'must be at least 0'],
    [z.number().max(100), 101, 'must be at most 100'],
    [z.number().positive(), 0, 'must be more than 0'],
    [z.string().min(12), 'short', 'must have at least 12 characters'],
    [z.string().max(3), 'long', 'must have at most 3 characters'],
    [z.array(z.string()).min(1), [], 'must not be empty'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
    [z.enum(['lead', 'customer']), 'friend', 'must be one of lead, customer'],
    [z.uuid(), '17', 'must be an id (a UUID)'],
    [z.iso.date(), 'tomorrow', 'must be a day such as 2026-01-31'],
    [z.iso.datetime(), 'now', 'must be a moment such as 2026-01-31T09:30:00Z'],
  ])('%#: says it in words', (contract, input, words) => {
    expect(said(contract, input)).toBe(words);
  });

  it('leaves a contract its own words', () => {
    expect(said(z.string().min(1, 'must be chosen'), '')).toBe('must be chosen');
  });
});
