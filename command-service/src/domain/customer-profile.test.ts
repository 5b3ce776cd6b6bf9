import { Invalid, Missing, Refusal } from '@crm/contracts';
import { folded, id, manager } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import { after, archived, email, phone, registered, thrown } from '../../testing/customer.ts';
import { customer } from './customer.ts';

const address = { street: '1 Row', city: 'London', state: null, postalCode: null, countryCode: 'GB' };
/** The same as the log gives it back: names sorted. */
const storedAddress = { city: 'London', countryCode: 'GB', postalCode: null, state: null, street: '1 Row' };
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code });

describe('registering a customer', () => {
  it('takes a name alone, and everything else has its default', () => {
    expect(after()('RegisterCustomer', { lastName: 'Lovelace' })).toEqual([
      registered({ firstName: null, ownerId: manager.id }),
    ]);
  });

  it('keeps all that is said', () => {
    const [event] = after()('RegisterCustomer', {
      firstName: 'Ada',
      lastName: 'Lovelace',
      birthDate: '1815-12-10',
      emails: [
        { address: 'Ada@Example.org' },
        { address: 'home@example.org', label: 'home', primary: true },
        { address: 'other@example.org', primary: true },
      ],
      phones: [{ number: '+49 30 1234567' }],
      address,
      tags: ['math', 'math', 'poetry'],
      ownerId: null,
      attributes: { shoe: 38 },
    });
    expect(event).toEqual(
      registered({
        birthDate: '1815-12-10',
        emails: [
          email(id(1), 'ada@example.org'),
          email(id(2), 'home@example.org', { label: 'home', primary: true }),
          email(id(3), 'other@example.org'),
        ],
        phones: [phone(id(4), '+49301234567', { primary: true })],
        address,
        tags: ['math', 'poetry'],
        ownerId: null,
        attributes: { shoe: 38 },
      }),
    );
  });

  it('anyway marks the addresses as shared, so that none is reserved', () => {
    const events = after()('RegisterCustomer', {
      lastName: 'L',
      emails: [{ address: 'a@example.org' }],
      registerAnyway: true,
    });
    expect(events[0]?.data).toMatchObject({ emails: [{ shared: true }] });
    expect(customer.reserves?.(folded(customer, events))).toEqual([]);
  });

  it('reserves the other addresses in normal form', () => {
    const events = after()('RegisterCustomer', { lastName: 'L', emails: [{ address: 'A@BÜCHER.example' }] });
    expect(customer.reserves?.(folded(customer, events))).toEqual(['a@xn--bcher-kva.example']);
  });

  it('is refused where the customer exists, and where an address or number is given twice', () => {
    expect(thrown(() => after(registered())('RegisterCustomer', { lastName: 'L' }))).toEqual(
      refusal('already-registered'),
    );
    const twice = { emails: [{ address: 'a@bücher.example' }, { address: 'A@xn--bcher-kva.example' }] };
    expect(thrown(() => after()('RegisterCustomer', { lastName: 'L', ...twice }))).toEqual(
      new Invalid([{ path: 'emails.1.address', message: 'is given twice' }]),
    );
    const numbers = { phones: [{ number: '+49 30 1234567' }, { number: '0049301234567' }] };
    expect(thrown(() => after()('RegisterCustomer', { lastName: 'L', ...numbers }))).toEqual(
      new Invalid([{ path: 'phones.1.number', message: 'is given twice' }]),
    );
  });
});

describe('changing a customer', () => {
  it('says only what changed in the details; null clears', () => {
    const at = after(registered({ jobTitle: 'Countess' }));
    expect(at('ChangeCustomerDetails', { firstName: 'Ada', jobTitle: null, companyName: 'Engines' })).toEqual(
      [{ type: 'CustomerDetailsChanged', data: { jobTitle: null, companyName: 'Engines' } }],
    );
    expect(at('ChangeCustomerDetails', { firstName: 'Ada' })).toEqual([]);
    expect(at('ChangeCustomerDetails', {})).toEqual([]);
  });

  it('sets and clears the postal address, and sees that it was so already', () => {
    expect(after(registered())('ChangeAddress', { address })).toEqual([
      { type: 'CustomerAddressChanged', data: { address } },
    ]);
    const at = after(registered({ address: storedAddress }));
    expect(at('ChangeAddress', { address })).toEqual([]);
    expect(at('ChangeAddress', { address: null })).toEqual([
      { type: 'CustomerAddressChanged', data: { address: null } },
    ]);
  });

  it('adds and removes tags; what is to go and to come at once goes', () => {
    const at = after(registered({ tags: ['a', 'b'] }));
    expect(at('ChangeTags', { add: ['c', 'c', 'a', 'd'], remove: ['b', 'b', 'd', 'x'] })).toEqual([
      { type: 'CustomerTagsChanged', data: { added: ['c'], removed: ['b'] } },
    ]);
    expect(at('ChangeTags', { add: ['a'], remove: ['x'] })).toEqual([]);
  });

  it('refuses more than 100 tags', () => {
    const at = after(registered({ tags: Array.from({ length: 99 }, (_, n) => `tag ${n}`) }));
    expect(at('ChangeTags', { add: ['x', 'y'], remove: ['tag 1'] })).toHaveLength(1);
    expect(thrown(() => at('ChangeTags', { add: ['x', 'y'] }))).toEqual(refusal('too-many-tags'));
  });

  it('hands over to another owner, or to nobody', () => {
    const at = after(registered({ ownerId: id(1) }));
    expect(at('AssignCustomer', { ownerId: id(2) })).toEqual([
      { type: 'CustomerAssigned', data: { from: id(1), to: id(2) } },
    ]);
    expect(at('AssignCustomer', { ownerId: null })).toEqual([
      { type: 'CustomerAssigned', data: { from: id(1), to: null } },
    ]);
    expect(at('AssignCustomer', { ownerId: id(1) })).toEqual([]);
  });

  it('moves between lifecycle stages in either direction', () => {
    const at = after(registered({ stage: 'customer' }));
    expect(at('ChangeStage', { stage: 'lead' })).toEqual([
      { type: 'CustomerStageChanged', data: { from: 'customer', to: 'lead' } },
    ]);
    expect(at('ChangeStage', { stage: 'customer' })).toEqual([]);
  });
});

describe('the archive', () => {
  it('takes a customer in once, and gives it back once', () => {
    expect(after(registered())('ArchiveCustomer', { reason: 'moved' })).toEqual([
      { type: 'CustomerArchived', data: { reason: 'moved' } },
    ]);
    expect(after(registered(), archived)('ArchiveCustomer')).toEqual([]);
    expect(after(registered(), archived)('RestoreCustomer')).toEqual([
      { type: 'CustomerRestored', data: {} },
    ]);
    expect(after(registered())('RestoreCustomer')).toEqual([]);
  });

  it.each([
    ['ChangeCustomerDetails', {}],
    ['ChangeAddress', { address: null }],
    ['ChangeTags', {}],
    ['AssignCustomer', { ownerId: null }],
    ['ChangeStage', { stage: 'lead' }],
    ['AddEmail', { address: 'a@example.org' }],
    ['ChangeEmail', {}],
    ['RemoveEmail', {}],
    ['AddPhone', { number: '+4930123456' }],
    ['ChangePhone', {}],
    ['RemovePhone', {}],
    ['LogInteraction', { kind: 'note', occurredAt: '2026-01-01T00:00:00Z' }],
  ] as const)('%s changes nothing in it', (command, input) => {
    expect(thrown(() => after(registered(), archived)(command, input))).toEqual(
      expect.objectContaining({ name: Refusal.name, code: 'customer-archived' }),
    );
  });
});

it.each([
  ['ChangeCustomerDetails', {}],
  ['ArchiveCustomer', {}],
  ['RestoreCustomer', {}],
  ['AddEmail', { address: 'a@example.org' }],
  ['VoidInteraction', {}],
] as const)('%s of nobody is missing', (command, input) => {
  expect(thrown(() => after()(command, input))).toEqual(new Missing('customer'));
});
