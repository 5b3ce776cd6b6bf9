import { describe, expect, it } from '@jest/globals';
import { country, day, leadSource, phone, salutation, stage } from './values.ts';

describe('phone', () => {
  it.each([
    ['+49 30 1234567', undefined, '+49301234567'],
    ['0049 (30) 123-4567', undefined, '+49301234567'],
    ['030 1234567', 'DE', '+49301234567'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['+44 20 7946 0018', 'DE', '+442079460018'],
  ])('reads %s (%s)', (text, home, expected) => expect(phone(text, home)).toBe(expected));

  it('asks for a country where a number names none', () => {
    expect(() => phone('030 1234567', undefined)).toThrow(/country/);
    expect(() => phone('12', 'DE')).toThrow('is not a telephone number');
  });
});

describe('day', () => {
  it.each([
    ['1990-12-31', undefined, '1990-12-31'],
    ['31.12.1990', undefined, '1990-12-31'],
    ['12/31/1990', undefined, '1990-12-31'],
    ['03/04/1990', 'day-first', '1990-04-03'],
    ['03/04/1990', 'month-first', '1990-03-04'],
    ['1990-12-31T23:00:00Z', undefined, '1990-12-31'],
  ] as const)('reads %s (%s)', (text, order, expected) => expect(day(text, order)).toBe(expected));

  it('refuses days that do not exist or could be two', () => {
    expect(() => day('31.02.1990', undefined)).toThrow('not a day of the calendar');
    expect(() => day('03/04/1990', undefined)).toThrow('two different days');
    expect(() => day('tomorrow', undefined)).toThrow('not a date');
  });
});

describe('words', () => {
  it('knows stages, sources, countries and forms of address in several spellings', () => {
    expect(stage('MQL', {})).toBe('marketing_qualified_lead');
    expect(stage('Bestandskunde', {})).toBe('customer');
    expect(stage('Stammkunde', { Stammkunde: 'customer' })).toBe('customer');
    expect(leadSource('Trade-Show', {})).toBe('event');
    expect(leadSource('web_site', {})).toBe('web_site');
    expect(country('Deutschland')).toBe('DE');
    expect(country('États-Unis')).toBe('US');
    expect(country('gb')).toBe('GB');
    expect(salutation('FRAU')).toBe('Ms.');
    expect(salutation('Boss')).toBeNull();
  });

  it('does not guess at words it does not know', () => {
    expect(() => stage('constructor', {})).toThrow('no stage we know');
    expect(() => country('Atlantis')).toThrow('no country we know');
  });
});
