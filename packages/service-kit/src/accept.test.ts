import { Invalid } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { accept } from './accept.ts';

const contract = z.strictObject({ name: z.string(), minutes: z.number().min(0) });

const faults = (input: unknown): unknown => {
  try {
    return accept(contract, input);
  } catch (error) {
    return error instanceof Invalid ? error.errors : error;
  }
};

describe('accept', () => {
  it('gives what the contract makes of the input', () => {
    expect(accept(contract, { name: 'Call', minutes: 5 })).toEqual({ name: 'Call', minutes: 5 });
  });

  it('names every wrong field, in words that may stand at it', () => {
    expect(faults({ name: null, minutes: -5, colour: 'red' })).toEqual([
      { path: 'name', message: 'must not be empty' },
      { path: 'minutes', message: 'must be at least 0' },
      { path: 'colour', message: 'is not known here' },
    ]);
  });
});
