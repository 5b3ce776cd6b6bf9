import { customerDetails, Invalid, normalEmail, Refusal } from '@crm/contracts';
import { withOnePrimary } from './customer-contacts.ts';
import { active, type Decide, type Evolve, known, moving } from './customer-state.ts';
import { isEmpty, news, same } from './news.ts';
import { spreadMap } from './spread-map.ts';

/** As many as a registration takes. */
const atMostTags = 100;

type Details = { readonly [Name in keyof typeof customerDetails]: string | null };

/** The plain fields, absent ones as null. */
const detailsOf = (data: { readonly [Name in keyof Details]?: string | null | undefined }): Details =>
  Object.fromEntries(
    Object.keys(customerDetails).map((name) => [name, data[name as keyof Details] ?? null]),
  ) as unknown as Details;

/** From registration to the archive: everything about the person but how to reach them. */
export const decideProfile: Decide<
  | 'RegisterCustomer'
  | 'ChangeCustomerDetails'
  | 'ChangeAddress'
  | 'ChangeTags'
  | 'AssignCustomer'
  | 'ChangeStage'
  | 'ArchiveCustomer'
  | 'RestoreCustomer'
> = {
  RegisterCustomer: (customer, data, { actor, newId }) => {
    if (customer.status !== 'none')
      throw new Refusal('already-registered', 'This customer is registered already.');
    const twice = [
      ...repeated(
        'emails',
        'address',
        data.emails.map(({ address }) => normalEmail(address)),
      ),
      ...repeated(
        'phones',
        'number',
        data.phones.map(({ number }) => number),
      ),
    ];
    if (twice.length > 0) throw new Invalid(twice);
    const { address, stage, source, attributes, registerAnyway } = data;
    const emails = data.emails.map((email) => ({
      ...email,
      id: newId(),
      invalid: false,
      optedOut: false,
      shared: registerAnyway,
    }));
    const phones = data.phones.map((phone) => ({ ...phone, id: newId(), invalid: false, doNotCall: false }));
    return [
      {
        type: 'CustomerRegistered',
        data: {
          ...detailsOf(data),
          emails: withOnePrimary(emails),
          phones: withOnePrimary(phones),
          address,
          tags: [...new Set(data.tags)],
          stage,
          ownerId: data.ownerId === undefined ? actor.id : data.ownerId,
          source,
          attributes,
        },
      },
    ];
  },

  ChangeCustomerDetails: (customer, data) => {
    const changed = news(data, active(customer).details);
    return isEmpty(changed) ? [] : [{ type: 'CustomerDetailsChanged', data: changed }];
  },

  ChangeAddress: (customer, { address }) =>
    same(address, active(customer).address) ? [] : [{ type: 'CustomerAddressChanged', data: { address } }],

  ChangeTags: (customer, { add, remove }) => {
    const { tags } = active(customer);
    const removed = [...new Set(remove)].filter((tag) => tags.includes(tag));
    const added = [...new Set(add)].filter((tag) => !tags.includes(tag) && !remove.includes(tag));
    if (tags.length + added.length - removed.length > atMostTags && added.length > 0)
      throw new Refusal('too-many-tags', `A customer has at most ${atMostTags} tags.`);
    return added.length + removed.length === 0
      ? []
      : [{ type: 'CustomerTagsChanged', data: { added, removed } }];
  },

  AssignCustomer: (customer, { ownerId: to }) => {
    const { ownerId: from } = active(customer);
    return from === to ? [] : [{ type: 'CustomerAssigned', data: { from, to } }];
  },

  ChangeStage: (customer, { stage: to }) => {
    const { stage: from } = active(customer);
    return from === to ? [] : [{ type: 'CustomerStageChanged', data: { from, to } }];
  },

  ArchiveCustomer: (customer, { reason }) =>
    known(customer).status === 'archived' ? [] : [{ type: 'CustomerArchived', data: { reason } }],

  RestoreCustomer: (customer) =>
    known(customer).status === 'active' ? [] : [{ type: 'CustomerRestored', data: {} }],
};

export const evolveProfile: Evolve<
  | 'CustomerRegistered'
  | 'CustomerDetailsChanged'
  | 'CustomerAddressChanged'
  | 'CustomerTagsChanged'
  | 'CustomerAssigned'
  | 'CustomerStageChanged'
  | 'CustomerArchived'
  | 'CustomerRestored'
> = {
  CustomerRegistered: (_, data) => {
    const { emails, phones, address, tags, stage, ownerId } = data;
    return {
      status: 'active',
      details: detailsOf(data),
      emails,
      phones,
      address,
      tags,
      stage,
      ownerId,
      interactions: spreadMap(),
      externalIds: spreadMap(),
      memberships: spreadMap(),
      touches: spreadMap(),
      doNotContact: [],
    };
  },
  CustomerDetailsChanged: moving(({ details }, changed) => ({ details: { ...details, ...changed } })),
  CustomerAddressChanged: moving((_, { address }) => ({ address })),
  CustomerTagsChanged: moving(({ tags }, { added, removed }) => ({
    tags: [...tags.filter((tag) => !removed.includes(tag)), ...added],
  })),
  CustomerAssigned: moving((_, { to }) => ({ ownerId: to })),
  CustomerStageChanged: moving((_, { to }) => ({ stage: to })),
  CustomerArchived: moving(() => ({ status: 'archived' })),
  CustomerRestored: moving(() => ({ status: 'active' })),
};

/** The contacts that were given before in the same list, each at its place: `emails.1.address`. */
const repeated = (list: string, field: string, values: readonly (string | null)[]) =>
  values.flatMap((value, n) =>
    values.indexOf(value) < n ? [{ path: `${list}.${n}.${field}`, message: 'is given twice' }] : [],
  );
