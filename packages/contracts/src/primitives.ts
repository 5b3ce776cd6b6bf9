import { z } from 'zod';
import { normalEmail } from './email.ts';

/** Years that the calendar of every store and every screen agrees on. */
const agreed = /^(?!0000)\d{4}-/;

/** An instant of the years 1 to 9999: ISO 8601 with an offset, kept in UTC with milliseconds. */
export const Instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .refine((text) => agreed.test(text), 'must be a moment of the years 1 to 9999');

/** A day of the calendar of the years 1 to 9999, `YYYY-MM-DD`. */
export const Day = z.iso.date().regex(agreed, 'must be a day of the years 1 to 9999');

/** Trimmed text of 1 to `max` characters on one line. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters');

/** Text of 1 to `max` characters, line breaks allowed. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .regex(/^[^\0]*$/, 'must not contain NUL');

/** An e-mail address, kept as written but trimmed and in lower case. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .refine(
    (text) =>
      z.email({ pattern: z.regexes.unicodeEmail }).safeParse(text).success && normalEmail(text) !== null,
    {
      message: 'must be an e-mail address',
    },
  );

/** A telephone number in E.164; spaces, dots, dashes and brackets are dropped, a leading 00 becomes +. */
export const PhoneNumber = z
  .string()
  .transform((text) => text.replace(/[\s().\-/]/g, '').replace(/^00/, '+'))
  .pipe(z.string().regex(/^\+[1-9]\d{4,14}$/, 'must be an international number such as +49 30 1234567'));

/** ISO 3166-1 alpha-2. */
export const CountryCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'must be a two-letter country code');

/** An IANA time zone that this runtime knows. */
export const TimeZone = z.string().refine(
  (zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  },
  { message: 'must be an IANA time zone such as Europe/Berlin' },
);

/** A BCP 47 language tag. */
export const Locale = z.string().refine(
  (tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false;
    }
  },
  { message: 'must be a language tag such as en or de-CH' },
);
