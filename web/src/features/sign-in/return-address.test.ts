import { expect, it } from '@jest/globals';
import { returnAddress } from './return-address.ts';

it('returns to the address that was asked for', () => {
  expect(returnAddress('/customers?stage=lead')).toBe('/customers?stage=lead');
});
it.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', '/sign-in?to=/users'])(
  'goes to the customers instead of %s',
  (to) => expect(returnAddress(to)).toBe('/customers'),
);
