import { type Decide, type Evolve, moving, registered } from './customer-state.ts';
import { spreadMap } from './spread-map.ts';

/** The end of a person: whatever the record was before, nothing personal is left in it. */
export const decideErasure: Decide<'EraseCustomer'> = {
  EraseCustomer: (customer, { reason }) =>
    registered(customer).status === 'erased' ? [] : [{ type: 'CustomerErased', data: { reason } }],
};

/** What campaigns did to the customer stays: what comes back late still counts, and once. */
export const evolveErasure: Evolve<'CustomerErased'> = {
  CustomerErased: moving(() => ({
    status: 'erased',
    details: {},
    emails: [],
    phones: [],
    address: null,
    tags: [],
    interactions: spreadMap(),
    externalIds: spreadMap(),
    doNotContact: [],
  })),
};
