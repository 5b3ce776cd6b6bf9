import { z } from 'zod';

/** An amount as stored: integer minor units (cents) and an ISO 4217 code. */
export const Money = z.object({ amount: z.number(), currency: z.string() });
export type Money = z.infer<typeof Money>;

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 code that this runtime knows. */
export const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => currencies.has(code), { message: 'must be a currency code such as EUR' });

/** An amount of nothing or more, below ten trillion in minor units. */
export const NonNegativeMoney = z.strictObject({
  amount: z.int('must be an amount').min(0).max(1e15),
  currency: Currency,
});
