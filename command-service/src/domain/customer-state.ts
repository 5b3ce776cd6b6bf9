import {
  campaignMemberCommands,
  campaignMemberEvents,
  customerCommands,
  customerEvents,
  type Decider,
  type Email,
  interactionCommands,
  interactionEvents,
  Missing,
  type Phone,
  type PostalAddress,
  Refusal,
} from '@crm/contracts';
import type { Campaign } from './campaign-state.ts';
import type { SpreadMap } from './spread-map.ts';

export const commands = { ...customerCommands, ...interactionCommands, ...campaignMemberCommands };
export const events = { ...customerEvents, ...interactionEvents, ...campaignMemberEvents };

export type CustomerDecider = Decider<typeof commands, typeof events, Customer, Campaign>;
/** A part of the decider: some of its decisions. */
export type Decide<Name extends keyof typeof commands> = Pick<CustomerDecider['decide'], Name>;
/** A part of the decider: some of its folds. */
export type Evolve<Type extends keyof typeof events> = Pick<CustomerDecider['evolve'], Type>;

/** An interaction as far as decisions go: its terms, to see whether a correction says anything new. */
export interface Logged {
  readonly terms: Readonly<Record<string, unknown>>;
  /** The customers whose streams hold a copy. */
  readonly customers: readonly string[];
  readonly voided: boolean;
}

/** What decisions about a registered customer read. */
export interface Registered {
  readonly status: 'active' | 'archived' | 'erased';
  readonly details: Readonly<Record<string, unknown>>;
  readonly emails: readonly Email[];
  readonly phones: readonly Phone[];
  readonly address: PostalAddress | null;
  readonly tags: readonly string[];
  readonly stage: string;
  readonly ownerId: string | null;
  readonly interactions: SpreadMap<Logged>;
  /** Interaction ids by the callers' own ids. */
  readonly externalIds: SpreadMap<string>;
  /** The campaigns that the customer is a member of, by id. */
  readonly memberships: SpreadMap<{ readonly variant: string | null }>;
  /** Touches that came with an id of the caller's own, by campaign and that id. */
  readonly touches: SpreadMap<true>;
  /** Channels. */
  readonly doNotContact: readonly string[];
}

export type Customer = { readonly status: 'none' } | Registered;

/** The customer, archived, erased or not. */
export const registered = (customer: Customer): Registered => {
  if (customer.status === 'none') throw new Missing('customer');
  return customer;
};

/** The customer, archived or not, as long as there is a person behind it. */
export const known = (customer: Customer): Registered => {
  const it = registered(customer);
  if (it.status === 'erased')
    throw new Refusal('customer-erased', 'The person was erased: nothing can be recorded about it any more.');
  return it;
};

/** The customer, open to changes: in the archive nothing is changed. */
export const active = (customer: Customer): Registered => {
  const it = known(customer);
  if (it.status === 'archived')
    throw new Refusal('customer-archived', 'The customer is archived: restore it first.');
  return it;
};

/** A fold that moves a registered customer on. */
export const moving =
  <Data>(move: (customer: Registered, data: Data) => Partial<Registered>) =>
  (customer: Customer, data: Data): Customer =>
    customer.status === 'none' ? customer : { ...customer, ...move(customer, data) };
