import type { Money } from '@crm/contracts';

const locale = typeof navigator === 'undefined' ? 'en' : navigator.language;

/** How many digits of a currency stand behind the point: 2 for EUR, 0 for JPY. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as people read it: `€1,200.50`, whole amounts without their zeros. */
export const formatMoney = ({ amount, currency }: Money): string => {
  const major = amount / 10 ** digitsOf(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(Number.isInteger(major) && { maximumFractionDigits: 0 }),
  }).format(major);
};

/** An amount as it is typed, without its currency: `1200.50`. */
export const typedAmount = ({ amount, currency }: Money): string => {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(amount % 10 ** digits === 0 ? 0 : digits);
};

/**
 * Reads a typed amount into minor units; a comma is read as a point, blanks and apostrophes between digits do not count.
 * What is no amount of the currency is NaN, so that the server's rule complains at the field.
 */
export const minorUnits = (typed: string, currency: string): number => {
  const text = typed.replace(/[\s’']/g, '').replace(',', '.');
  const digits = digitsOf(currency);
  const [whole, behind = ''] = /^\d+(?:\.(\d+))?$/.exec(text) ?? [];
  return whole === undefined || behind.length > digits
    ? Number.NaN
    : Math.round(Number(whole) * 10 ** digits);
};

/** Currencies that most amounts are in, the others of this runtime after them. */
export const currencies: readonly string[] = [
  ...new Set(['EUR', 'USD', 'GBP', 'CHF', ...Intl.supportedValuesOf('currency')]),
];

/** An amount as it is typed, with its currency: `1200.50 EUR`. */
export const typedMoney = (money: Money): string => `${typedAmount(money)} ${money.currency}`;

/** Reads a typed amount that may name its currency; without one it is in `currency`. */
export const readMoney = (typed: string, currency: string): Money => {
  const [, amount = '', named] = /^(.*?)\s*([a-z]{3})?$/i.exec(typed.trim()) ?? [];
  const code = named?.toUpperCase() ?? currency;
  return { amount: currencies.includes(code) ? minorUnits(amount, code) : Number.NaN, currency: code };
};
