import type { CustomerRow } from '@crm/contracts';
import { expect, it } from '@jest/globals';
import { differences } from './difference.ts';

const now: CustomerRow = {
  id: '0199-a',
  name: 'Ana Ruiz',
  salutation: null,
  firstName: 'Ana',
  lastName: 'Ruiz',
  jobTitle: 'CTO',
  companyName: null,
  birthDate: null,
  locale: null,
  timeZone: null,
  leadSource: null,
  emails: [],
  phones: [],
  email: null,
  phone: null,
  address: { street: 'Calle 1', city: 'Madrid', state: null, postalCode: null, countryCode: 'ES' },
  tags: ['vip'],
  stage: 'customer',
  ownerId: null,
  source: 'manual',
  attributes: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'u1',
  updatedAt: '2026-03-01T00:00:00.000Z',
  updatedBy: 'u1',
  lastActivityAt: null,
  interactionCount: 0,
  doNotContact: [],
  archivedAt: null,
  erasedAt: null,
  revision: 7,
};

it('names the fields that are not the same, with both values', () => {
  expect(differences({ ...now, jobTitle: null, tags: [], stage: 'lead' }, now)).toEqual([
    { field: 'jobTitle', past: null, present: 'CTO' },
    { field: 'tags', past: [], present: ['vip'] },
    { field: 'stage', past: 'lead', present: 'customer' },
  ]);
});

it('has nothing to say of the revision and of who wrote last', () => {
  expect(differences({ ...now, revision: 2, updatedAt: now.createdAt, updatedBy: 'u2' }, now)).toEqual([]);
});

it('does not take another order of keys for a change', () => {
  const address = { countryCode: 'ES', postalCode: null, state: null, city: 'Madrid', street: 'Calle 1' };
  expect(differences({ ...now, address }, now)).toEqual([]);
});
