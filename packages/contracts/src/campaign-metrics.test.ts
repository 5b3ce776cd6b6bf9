import { describe, expect, it } from '@jest/globals';
import { type Effect, type EffectCounts, liftsOf, ratesOf } from './campaign-metrics.ts';

const none: EffectCounts = {
  members: 0,
  suppressed: 0,
  sent: 0,
  delivered: 0,
  bouncedHard: 0,
  bouncedSoft: 0,
  opened: 0,
  clicked: 0,
  unsubscribed: 0,
  complained: 0,
  responded: 0,
  converted: 0,
  failed: 0,
};
const rates = (counts: Partial<EffectCounts>, channel = 'email') =>
  Object.fromEntries(ratesOf({ ...none, ...counts }, channel).map((rate) => [rate.name, rate]));
const variant = (name: string, delivered: number, converted: number): Effect => ({
  variant: name,
  counts: { ...none, members: delivered, sent: delivered, delivered, converted },
  rates: [],
});

describe('the rates', () => {
  it('of the bank’s telephone campaign are those of its file: 5,289 of 45,211', () => {
    const counts = { members: 45_211, sent: 45_211, delivered: 45_211, responded: 5_289, converted: 5_289 };
    const { conversion, response, open } = rates(counts, 'phone');
    expect(conversion?.value).toBeCloseTo(0.11698, 5);
    expect(conversion).toMatchObject({ numerator: 5_289, denominator: 'delivered', of: 45_211 });
    expect(response?.value).toBeCloseTo(0.11698, 5);
    expect(open).toMatchObject({ value: null, of: 45_211 });
  });

  it('name what they are a share of', () => {
    const counts = {
      members: 1_100,
      suppressed: 100,
      sent: 800,
      delivered: 780,
      bouncedHard: 15,
      bouncedSoft: 5,
      opened: 390,
      clicked: 78,
      unsubscribed: 39,
      complained: 3,
      responded: 40,
      converted: 10,
    };
    const shares = Object.values(rates(counts)).map(({ name, value, denominator }) => [
      name,
      value,
      denominator,
    ]);
    expect(shares).toEqual([
      ['delivery', 780 / 800, 'sent'],
      ['bounce', 20 / 800, 'sent'],
      ['open', 390 / 780, 'delivered'],
      ['openOfSent', 390 / 800, 'sent'],
      ['clickThrough', 78 / 780, 'delivered'],
      ['clickToOpen', 78 / 390, 'opened'],
      ['unsubscribe', 39 / 780, 'delivered'],
      ['complaint', 3 / 780, 'delivered'],
      ['response', 40 / 800, 'sent'],
      ['conversion', 10 / 780, 'delivered'],
    ]);
    expect(rates(counts, 'postal').response).toMatchObject({
      value: 0.04,
      denominator: 'targeted',
      of: 1_000,
    });
  });

  it('do not exist where there is nothing to divide by', () => {
    for (const { value } of Object.values(rates({}))) expect(value).toBeNull();
  });
});

describe('the lift of a variant', () => {
  it('is tested by two proportions, pooled and two-sided', () => {
    // By hand: p = 45/200 and 30/200, pooled 75/400 = 0.1875, deviation sqrt(0.1875 * 0.8125 * (2/200)) = 0.0390312,
    // z = 0.075 / 0.0390312 = 1.92154, p = 2 * (1 - normal(1.92154)) = 0.05466.
    const [lift] = liftsOf([variant('A', 200, 30), variant('B', 200, 45)]);
    expect(lift).toMatchObject({ variant: 'B', base: 'A', n: 200, baseN: 200 });
    expect(lift?.lift).toBeCloseTo(0.5, 10);
    expect(lift?.z).toBeCloseTo(1.92154, 4);
    expect(lift?.p).toBeCloseTo(0.05466, 4);
  });

  it('agrees with the tables of the normal distribution, to either side', () => {
    // z = 1.96 and 2.5758 are where p is 5 % and 1 %: n = 2 * 0.25 * z² / d² for rates 0.5 ± d/2.
    const at = (z: number) => {
      const n = 1_000_000;
      const half = Math.round((n * z * Math.sqrt(0.5 / n)) / 2);
      return liftsOf([variant('A', n, n / 2 + half), variant('B', n, n / 2 - half)])[0];
    };
    expect(at(1.959964)?.z).toBeCloseTo(-1.96, 2);
    expect(at(1.959964)?.p).toBeCloseTo(0.05, 3);
    expect(at(2.575829)?.p).toBeCloseTo(0.01, 3);
    expect(at(0)?.p).toBeCloseTo(1, 6);
  });

  it('is not tested where nobody was reached, or all did the same', () => {
    expect(liftsOf([variant('A', 0, 0), variant('B', 10, 1)])).toMatchObject([
      { lift: null, z: null, p: null },
    ]);
    expect(liftsOf([variant('A', 10, 0), variant('B', 0, 0)])).toMatchObject([
      { lift: null, z: null, p: null },
    ]);
    expect(liftsOf([variant('A', 10, 0), variant('B', 10, 1)])).toMatchObject([{ lift: null }]);
    expect(liftsOf([variant('A', 10, 10), variant('B', 10, 10)])).toMatchObject([
      { lift: 0, z: null, p: null },
    ]);
  });

  it('is every further variant’s against the first', () => {
    expect(
      liftsOf([variant('A', 10, 5), variant('B', 10, 5), variant('C', 10, 1)]).map(({ base }) => base),
    ).toEqual(['A', 'A']);
    expect(liftsOf([])).toEqual([]);
    expect(liftsOf([variant('A', 10, 5)])).toEqual([]);
  });
});
