import { randomUUID } from 'node:crypto';
import type { Actor, AnyEvent, customerEvents, EventData } from '@crm/contracts';

type Registered = EventData<(typeof customerEvents)['CustomerRegistered']>;

export const manager: Actor = { id: randomUUID(), role: 'manager' };
/** Who sees only what is his. */
export const seller: Actor = { id: randomUUID(), role: 'sales' };
export const other: Actor = { id: randomUUID(), role: 'sales' };

/** A registration with what a test cares about; everything else is empty. */
export const registered = ({
  email,
  phone,
  ...terms
}: Partial<Registered> & { email?: string; phone?: string } = {}): AnyEvent => ({
  type: 'CustomerRegistered',
  data: {
    salutation: null,
    firstName: null,
    lastName: 'Somebody',
    jobTitle: null,
    companyName: null,
    birthDate: null,
    locale: null,
    timeZone: null,
    leadSource: null,
    emails: email === undefined ? [] : [emailOf(email)],
    phones: phone === undefined ? [] : [phoneOf(phone)],
    address: null,
    tags: [],
    stage: 'lead',
    ownerId: null,
    source: 'manual',
    attributes: null,
    ...terms,
  },
});

/** An interaction with what a test cares about. */
export const interacted = (
  interactionId: string,
  terms: Partial<Extract<AnyEvent, { type: 'InteractionLogged' }>['data']> = {},
): AnyEvent => ({
  type: 'InteractionLogged',
  data: {
    interactionId,
    kind: 'call',
    direction: 'outbound',
    status: null,
    outcome: null,
    sentiment: null,
    subject: 'A talk',
    body: null,
    occurredAt: '2026-01-02T10:00:00.000Z',
    durationSec: 60,
    participants: [],
    channel: null,
    pinned: false,
    isInternal: false,
    externalId: null,
    ...terms,
  },
});

const emailOf = (address: string) => ({
  id: randomUUID(),
  address,
  label: 'work',
  primary: true,
  invalid: false,
  optedOut: false,
  shared: false,
});

const phoneOf = (number: string) => ({
  id: randomUUID(),
  number,
  label: 'mobile',
  primary: true,
  invalid: false,
  doNotCall: false,
});
