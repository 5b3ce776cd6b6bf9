import {
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
import type { SpreadMap } from './spread-map.ts';

export const commands = { ...customerCommands, ...interactionCommands };
export const events = { ...customerEvents, ...interactionEvents };

export type CustomerDecider = Decider<typeof commands, typeof events, Customer>;
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
  readonly status: 'active' | 'archived';
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
}

export type Customer = { readonly status: 'none' } | Registered;

/** The customer, archived or not. */
export const registered = (customer: Customer): Registered => {
  if (customer.status === 'none') throw new Missing('customer');
  return customer;
};

/** The customer, open to changes: in the archive nothing is changed. */
export const active = (customer: Customer): Registered => {
  const it = registered(customer);
  if (it.status === 'archived')
    throw new Refusal('customer-archived', 'The customer is archived: restore it first.');
  return it;
};

/** A fold that moves a registered customer on. */
export const moving =
  <Data>(move: (customer: Registered, data: Data) => Partial<Registered>) =>
  (customer: Customer, data: Data): Customer =>
    customer.status === 'none' ? customer : { ...customer, ...move(customer, data) };

/** The fields that are there. */
type Said<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** Of the given fields, those that say something new; undefined says nothing. */
export const news = <Fields extends object>(fields: Fields, before: object): Said<Fields> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== undefined && !same(value, Reflect.get(before, name)),
    ),
  ) as Said<Fields>;

/** Whether two values of events are equal. The order of names does not count: the log gives them back sorted. */
export const same = (one: unknown, other: unknown): boolean => {
  if (!isComposite(one) || !isComposite(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) => Object.hasOwn(other, name) && same(Reflect.get(one, name), Reflect.get(other, name)),
    )
  );
};

const isComposite = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether there is nothing in it. */
export const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;
