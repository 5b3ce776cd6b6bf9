import { expect, it } from '@jest/globals';
import { formatMoney, minorUnits, readMoney, typedAmount, typedMoney } from './money.ts';

it('writes whole amounts without zeros, others with all digits of their currency', () => {
  expect(formatMoney({ amount: 120_000, currency: 'EUR' })).toBe('€1,200');
  expect(formatMoney({ amount: 120_050, currency: 'EUR' })).toBe('€1,200.50');
  expect(formatMoney({ amount: 1200, currency: 'JPY' })).toBe('¥1,200');
});

it('reads back what it writes for typing', () => {
  for (const money of [
    { amount: 120_050, currency: 'EUR' },
    { amount: 99, currency: 'JPY' },
    { amount: 5, currency: 'CHF' },
  ])
    expect(minorUnits(typedAmount(money), money.currency)).toBe(money.amount);
});

it.each([
  ['1 200,50', 120_050],
  ["1'200.5", 120_050],
  ['8.29', 829],
  ['0', 0],
])('reads %j', (typed, amount) => expect(minorUnits(typed, 'EUR')).toBe(amount));

it.each(['', 'a lot', '-5', '1.2.3', '1.005'])('does not read %j', (typed) =>
  expect(minorUnits(typed, 'EUR')).toBeNaN(),
);

it('reads an amount with its currency, or in the one that is given', () => {
  expect(readMoney('1200.50 chf', 'EUR')).toEqual({ amount: 120_050, currency: 'CHF' });
  expect(readMoney('1200', 'JPY')).toEqual({ amount: 1200, currency: 'JPY' });
  expect(readMoney(typedMoney({ amount: 5, currency: 'GBP' }), 'EUR')).toEqual({
    amount: 5,
    currency: 'GBP',
  });
  expect(readMoney('12 XXQ', 'EUR')).toEqual({ amount: Number.NaN, currency: 'XXQ' });
});
