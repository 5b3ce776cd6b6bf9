import { consultsCampaign, decideCampaigns, evolveCampaigns } from './customer-campaigns.ts';
import { decideContacts, evolveContacts, reservedAddresses } from './customer-contacts.ts';
import { decideErasure, evolveErasure } from './customer-erasure.ts';
import { copies, decideInteractions, evolveInteractions } from './customer-interactions.ts';
import { decideProfile, evolveProfile } from './customer-profile.ts';
import { type CustomerDecider, commands, events } from './customer-state.ts';

/** A person's whole life in one stream: profile, ways to reach them, interactions, their part in campaigns. */
export const customer: CustomerDecider = {
  category: 'customer',
  commands,
  events,
  initial: { status: 'none' },
  decide: {
    ...decideProfile,
    ...decideContacts,
    ...decideInteractions,
    ...decideCampaigns,
    ...decideErasure,
  },
  evolve: {
    ...evolveProfile,
    ...evolveContacts,
    ...evolveInteractions,
    ...evolveCampaigns,
    ...evolveErasure,
  },
  exists: ({ status }) => status !== 'none',
  ownerOf: (state) => (state.status === 'none' ? null : state.ownerId),
  reserves: reservedAddresses,
  alsoFor: copies,
  consults: consultsCampaign,
};
