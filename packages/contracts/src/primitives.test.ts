import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CountryCode,
  Day,
  EmailAddress,
  Instant,
  Locale,
  line,
  PhoneNumber,
  prose,
  TimeZone,
} from './primitives.ts';

const takes = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;

describe('Instant', () => {
  it('keeps the moment, in UTC with milliseconds', () => {
    expect(Instant.parse('2026-03-29T03:30:00+02:00')).toBe('2026-03-29T01:30:00.000Z');
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
        (moment) => {
          expect(Instant.parse(moment.toISOString())).toBe(moment.toISOString());
        },
      ),
    );
  });

  it.each([
    'yesterday',
    '2026-02-30T10:00:00Z',
    '2026-01-01T10:00:00',
    '0000-12-31T23:00:00Z',
    '9999-12-31T23:59:59-01:00',
    5,
  ])('refuses %p', (value) => expect(takes(Instant, value)).toBe(false));
});

describe('Day', () => {
  it.each(['2026-02-29', '24.11.2026', '0000-05-05', '10000-01-01', ''])('refuses %p', (value) =>
    expect(takes(Day, value)).toBe(false),
  );
  it('takes a leap day', () => expect(Day.parse('2028-02-29')).toBe('2028-02-29'));
});

describe('texts', () => {
  it('are trimmed, and neither empty nor too long', () => {
    expect(line(5).parse('  Ada ')).toBe('Ada');
    for (const text of ['', '   ', 'Babbage', 'a\nb', 'a\0'.slice(0, 2)])
      expect(takes(line(5), text)).toBe(false);
    expect(prose(10).parse(' a\nb ')).toBe('a\nb');
    expect(takes(prose(10), 'a\0b')).toBe(false);
  });
});

describe('EmailAddress', () => {
  it('is kept in lower case, umlauts and all', () => {
    expect(EmailAddress.parse('  Zoë@Müller.EXAMPLE ')).toBe('zoë@müller.example');
  });
  it.each([
    'ada',
    'ada@',
    '@example.org',
    'a b@example.org',
    'ada@exa mple.org',
    `${'x'.repeat(250)}@example.org`,
  ])('refuses %p', (value) => expect(takes(EmailAddress, value)).toBe(false));
});

describe('PhoneNumber', () => {
  it.each([
    ['+49 (30) 123-4567', '+49301234567'],
    ['0049 30 1234567', '+49301234567'],
    ['+1.415.555.2671', '+14155552671'],
  ])('reads %p as %p', (text, number) => expect(PhoneNumber.parse(text)).toBe(number));
  it.each(['030 1234567', '+0 123456', '+49', 'call me', '+49 30 12345678901234567'])('refuses %p', (value) =>
    expect(takes(PhoneNumber, value)).toBe(false),
  );
});

describe('codes', () => {
  it('are those that exist', () => {
    expect(CountryCode.parse(' de ')).toBe('DE');
    expect(takes(CountryCode, 'DEU')).toBe(false);
    expect(takes(TimeZone, 'Europe/Berlin')).toBe(true);
    expect(takes(TimeZone, 'Berlin')).toBe(false);
    expect(takes(Locale, 'de-CH')).toBe(true);
    expect(takes(Locale, 'german!')).toBe(false);
  });
});
