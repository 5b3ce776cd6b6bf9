import type { AnyEvent, Email } from '@crm/contracts';
import { memberHappenings } from './campaign-histories.ts';

/** A stream's events as a fold could meet them: the order, the ids and the values are drawn from a seed. */
export interface History {
  readonly stream: string;
  readonly events: readonly AnyEvent[];
}

/** Draws numbers from 0 to below 1: the same for the same seed (mulberry32). */
export const draws = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** One of several. */
export const pick = <T>(draw: () => number, [first, ...rest]: readonly [T, ...T[]]): T =>
  [first, ...rest][Math.floor(draw() * (rest.length + 1))] ?? first;

/** A UUID from a seed's draws. */
export const uuidFrom = (draw: () => number): string => {
  const hex = (length: number) => Array.from({ length }, () => Math.floor(draw() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
};

/** A customer who was registered and to whom so many things happened since. */
export const customerHistory = (draw: () => number, length: number): History => {
  const owners = ['11111111-1111-7111-8111-111111111111', '22222222-2222-7222-8222-222222222222'] as const;
  let emails: Email[] = [emailFrom(draw, true)];
  const standing = new Set<string>();
  let archived = false;
  const events: AnyEvent[] = [registered(draw, emails, pick(draw, [...owners, null]))];

  const happenings: readonly [() => AnyEvent | null, ...(() => AnyEvent | null)[]] = [
    () => ({ type: 'CustomerDetailsChanged', data: { lastName: word(draw), companyName: word(draw) } }),
    () => ({ type: 'CustomerAssigned', data: { from: null, to: pick(draw, [...owners, null]) } }),
    () => ({
      type: 'CustomerStageChanged',
      data: { from: 'lead', to: pick(draw, ['lead', 'customer', 'other']) },
    }),
    () => ({ type: 'CustomerTagsChanged', data: { added: [word(draw)], removed: [word(draw)] } }),
    () => {
      archived = !archived;
      return archived
        ? { type: 'CustomerArchived', data: { reason: null } }
        : { type: 'CustomerRestored', data: {} };
    },
    () => {
      const email = emailFrom(draw, emails.length === 0);
      emails = [...emails, email];
      return { type: 'CustomerEmailAdded', data: email };
    },
    () => {
      const [email] = emails;
      if (email === undefined) return null;
      emails = emails.slice(1);
      return { type: 'CustomerEmailRemoved', data: { id: email.id } };
    },
    ...Array.from({ length: 4 }, () => () => {
      const interactionId = uuidFrom(draw);
      standing.add(interactionId);
      return logged(interactionId, momentFrom(draw));
    }),
    ...Array.from({ length: 3 }, () => () => {
      const [interactionId] = [...standing].sort(() => draw() - 0.5);
      if (interactionId === undefined) return null;
      if (draw() < 0.4)
        return {
          type: 'InteractionCorrected',
          data: { interactionId, occurredAt: momentFrom(draw) },
        } as const;
      standing.delete(interactionId);
      return { type: 'InteractionVoided', data: { interactionId, reason: null } } as const;
    }),
    ...memberHappenings(draw),
  ];
  for (let step = 0; step < length; step++) {
    const event = pick(draw, happenings)();
    if (event !== null) events.push(event);
  }
  return { stream: `customer-${uuidFrom(draw)}`, events };
};

const word = (draw: () => number): string =>
  pick(draw, ['Meier', 'Zoë', "O'Brien", 'Łukasz', 'Straße', 'ACME', 'vip', 'north', 'Ng', 'Garcia']);

/** One of fifty moments: several interactions share one now and then. */
export const momentFrom = (draw: () => number): string =>
  new Date(Date.UTC(2026, 0, 1 + Math.floor(draw() * 50), 12)).toISOString();

const emailFrom = (draw: () => number, primary: boolean): Email => ({
  id: uuidFrom(draw),
  address: `${word(draw).toLowerCase()}.${Math.floor(draw() * 1e6)}@example.com`,
  label: 'work',
  primary,
  invalid: false,
  optedOut: false,
  shared: false,
});

const registered = (draw: () => number, emails: Email[], ownerId: string | null): AnyEvent => ({
  type: 'CustomerRegistered',
  data: {
    salutation: null,
    firstName: word(draw),
    lastName: word(draw),
    jobTitle: null,
    companyName: word(draw),
    birthDate: '1980-02-29',
    locale: 'de-CH',
    timeZone: null,
    leadSource: null,
    emails,
    phones: [
      {
        id: uuidFrom(draw),
        number: `+4930${Math.floor(draw() * 1e7)}`,
        label: 'mobile',
        primary: true,
        invalid: false,
        doNotCall: false,
      },
    ],
    address: { street: 'Am Markt 1', city: 'Köln', state: null, postalCode: '50667', countryCode: 'DE' },
    tags: [word(draw)],
    stage: 'lead',
    ownerId,
    source: 'import',
    attributes: { score: Math.floor(draw() * 100) },
  },
});

/** An interaction as it is logged. */
export const logged = (interactionId: string, occurredAt: string): AnyEvent => ({
  type: 'InteractionLogged',
  data: {
    interactionId,
    kind: 'call',
    direction: 'outbound',
    status: null,
    outcome: 'connected',
    sentiment: null,
    subject: 'Offer',
    body: null,
    occurredAt,
    durationSec: 120,
    participants: [],
    channel: null,
    pinned: false,
    isInternal: false,
    externalId: null,
  },
});
