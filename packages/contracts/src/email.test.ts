import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalEmail } from './email.ts';

/** Recorded once: stream names are made of the normal form, so no entry may ever change. */
const recorded: [string, string | null][] = JSON.parse(
  readFileSync(new URL('../testing/fixtures/normal-email.json', import.meta.url), 'utf8'),
);

describe('the normal form of an e-mail address', () => {
  it.each(recorded)('of %j is %j, for ever', (address, normal) => {
    expect(normalEmail(address)).toBe(normal);
  });

  it('is its own normal form', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const normal = normalEmail(address);
        if (normal !== null) expect(normalEmail(normal)).toBe(normal);
      }),
    );
  });
});
