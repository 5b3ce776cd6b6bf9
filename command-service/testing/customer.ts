import type { Circumstances, CommandData, EventData, EventOf } from '@crm/contracts';
import { given } from '@crm/service-kit/testing/given';
import type { Campaign } from '../src/domain/campaign-state.ts';
import { customer } from '../src/domain/customer.ts';
import { commands, type events } from '../src/domain/customer-state.ts';

type Events = typeof events;
type Data<Type extends keyof Events> = EventData<Events[Type]>;
type Known<Type extends keyof Events> = { readonly type: Type; readonly data: Data<Type> };

/** A registration as it stands in the log. */
export const registered = (data: Partial<Data<'CustomerRegistered'>> = {}): Known<'CustomerRegistered'> => ({
  type: 'CustomerRegistered',
  data: {
    salutation: null,
    firstName: 'Ada',
    lastName: 'Lovelace',
    jobTitle: null,
    companyName: null,
    birthDate: null,
    locale: null,
    timeZone: null,
    leadSource: null,
    emails: [],
    phones: [],
    address: null,
    tags: [],
    stage: 'lead',
    ownerId: 'somebody',
    source: 'manual',
    attributes: null,
    ...data,
  },
});

export const archived = { type: 'CustomerArchived', data: { reason: null } } as const;

export const email = (
  id: string,
  address: string | null,
  more: Partial<Data<'CustomerEmailAdded'>> = {},
) => ({
  id,
  address,
  label: 'work',
  primary: false,
  invalid: false,
  optedOut: false,
  shared: false,
  ...more,
});

export const phone = (id: string, number: string | null, more: Partial<Data<'CustomerPhoneAdded'>> = {}) => ({
  id,
  number,
  label: 'mobile',
  primary: false,
  invalid: false,
  doNotCall: false,
  ...more,
});

/** An interaction as it stands in the log. */
export const logged = (
  interactionId: string,
  data: Partial<Data<'InteractionLogged'>> = {},
): Known<'InteractionLogged'> => ({
  type: 'InteractionLogged',
  data: {
    interactionId,
    kind: 'call',
    direction: 'outbound',
    status: null,
    outcome: null,
    sentiment: null,
    subject: null,
    body: null,
    occurredAt: '2026-01-01T10:00:00.000Z',
    durationSec: null,
    participants: [],
    channel: null,
    pinned: false,
    isInternal: false,
    externalId: null,
    ...data,
  },
});

/** What follows from a command whose body passes its contract, after these events. */
export const after =
  (...history: readonly EventOf<typeof events>[]) =>
  <Name extends keyof typeof commands>(
    name: Name,
    input: unknown = {},
    {
      path = {},
      ...circumstances
    }: Partial<Circumstances<Campaign>> & { path?: Record<string, string> } = {},
  ) => {
    const data = { ...commands[name].body.parse(input), ...path } as CommandData<(typeof commands)[Name]>;
    return given(customer, history, circumstances).when(name, data);
  };

/** Whatever a decision throws, for a look at it. */
export const thrown = (decide: () => unknown): unknown => {
  try {
    decide();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};
