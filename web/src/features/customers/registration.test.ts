import { customerCommands } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { bodyOf, emptyForm } from './registration.ts';

const { body: Body } = customerCommands.RegisterCustomer;
const form = { ...emptyForm, lastName: 'Lovelace' };

describe('the body of a registration', () => {
  it('says nothing about what was left empty', () => {
    expect(bodyOf(form, false)).toEqual({ lastName: 'Lovelace', stage: 'lead' });
  });
  it('fits the contract with every field filled', () => {
    const full = {
      salutation: 'Ms.',
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@example.org',
      emailLabel: 'home',
      phone: '+49 30 1234567',
      phoneLabel: 'office',
      companyName: 'Analytical Engines',
      jobTitle: 'Programmer',
      birthDate: '1815-12-10',
      stage: 'customer',
      leadSource: 'referral',
      ownerId: 'none',
      tags: 'vip, , first ',
      street: 'St James Square 12',
      postalCode: 'SW1Y',
      city: 'London',
      state: '',
      countryCode: 'gb',
    };
    expect(Body.parse(bodyOf(full, true))).toMatchObject({
      emails: [{ address: 'ada@example.org', label: 'home', primary: true }],
      phones: [{ number: '+49301234567', label: 'office', primary: true }],
      address: { city: 'London', state: null, countryCode: 'GB' },
      tags: ['vip', 'first'],
      ownerId: null,
      registerAnyway: true,
    });
  });
  it('leaves a missing last name to the contract', () => {
    expect(Body.safeParse(bodyOf(emptyForm, false)).success).toBe(false);
  });
});
