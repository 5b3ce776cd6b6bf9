import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { derivedId } from './derived-id.ts';

it('is the UUIDv5 of any name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(derivedId(name)).toBe(v5(name, '6f1c1f0e-5b0a-4a53-9f3e-0f3c7c9d2b11'));
    }),
  );
});
