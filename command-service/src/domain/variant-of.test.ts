import { derivedId } from '@crm/service-kit/commands/derived-id';
import { expect, it } from '@jest/globals';
import { variantOf } from './variant-of.ts';

const [campaignId, other] = [derivedId('campaign'), derivedId('other')];
const customers = Array.from({ length: 2_000 }, (_, n) => derivedId(`customer ${n}`));
const variants = [
  { name: 'A', parts: 1 },
  { name: 'B', parts: 3 },
];

it('gives each variant its part of the customers', () => {
  const a = customers.filter((customer) => variantOf(variants, campaignId, customer) === 'A').length;
  expect(a / customers.length).toBeCloseTo(0.25, 1);
});

it('is the same whenever it is asked, and falls anew in another campaign', () => {
  const shown = (campaign: string) => customers.map((customer) => variantOf(variants, campaign, customer));
  const before = shown(campaignId);
  expect(shown(campaignId)).toEqual(before);
  const both = shown(other).filter((variant, n) => variant === 'A' && before[n] === 'A');
  expect(both.length / customers.length).toBeLessThan(0.1);
});

it('is none where there are none', () => {
  expect(variantOf([], campaignId, other)).toBeNull();
});
