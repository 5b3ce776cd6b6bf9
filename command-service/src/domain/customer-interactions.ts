import { Invalid, Missing, Refusal } from '@crm/contracts';
import {
  active,
  type Customer,
  type Decide,
  type Evolve,
  known,
  type Logged,
  moving,
  registered,
} from './customer-state.ts';
import { isEmpty, news } from './news.ts';
import type { SpreadMap } from './spread-map.ts';

/** What a status can say of which kind (domain reference, section 5). Other kinds have none. */
const statuses: Readonly<Record<string, readonly string[]>> = {
  meeting: ['planned', 'held', 'not_held', 'canceled'],
  call: [
    'planned',
    'held',
    'not_held',
    'canceled',
    'initiated',
    'ringing',
    'in_progress',
    'completed',
    'failed',
    'busy',
    'no_answer',
    'queued',
  ],
  email: ['draft', 'queued', 'sent', 'delivered', 'bounced', 'failed'],
};

/** Kinds that nobody outside takes part in. */
const internalKinds = ['note', 'system'];

/** Interactions are logged once and never overwritten: corrected and voided, with every copy. */
export const decideInteractions: Decide<'LogInteraction' | 'CorrectInteraction' | 'VoidInteraction'> = {
  LogInteraction: (customer, { externalId, ...data }, { newId, id, addressed }) => {
    active(customer);
    if (id === addressed && isLogged(customer, externalId)) return [];
    const interactionId = newId();
    if (holds(customer, interactionId)) return [];
    const terms = {
      ...data,
      status: data.status ?? null,
      outcome: data.outcome ?? null,
      sentiment: data.sentiment ?? null,
      subject: data.subject ?? null,
      body: data.body ?? null,
      durationSec: data.durationSec ?? null,
      channel: data.channel ?? null,
      direction: data.direction ?? (internalKinds.includes(data.kind) ? 'internal' : 'outbound'),
      participants: withAddressed(data.participants, addressed),
    };
    refuseContradictions(terms);
    return [{ type: 'InteractionLogged', data: { interactionId, ...terms, externalId } }];
  },

  CorrectInteraction: (customer, { interactionId, ...change }, { id, addressed }) => {
    if (id !== addressed && !holds(customer, interactionId)) return [];
    known(customer);
    const { terms, voided } = found(customer, interactionId);
    if (voided)
      throw new Refusal('interaction-voided', 'The interaction was voided and cannot be corrected.');
    const corrected = news(change, terms);
    if (isEmpty(corrected)) return [];
    refuseContradictions({ ...terms, ...corrected });
    return [{ type: 'InteractionCorrected', data: { interactionId, ...corrected } }];
  },

  VoidInteraction: (customer, { interactionId, reason }, { id, addressed }) => {
    if (id !== addressed && !holds(customer, interactionId)) return [];
    known(customer);
    return found(customer, interactionId).voided
      ? []
      : [{ type: 'InteractionVoided', data: { interactionId, reason } }];
  },
};

export const evolveInteractions: Evolve<'InteractionLogged' | 'InteractionCorrected' | 'InteractionVoided'> =
  {
    InteractionLogged: moving(({ interactions, externalIds }, { interactionId, externalId, ...terms }) => ({
      interactions: interactions.with(interactionId, {
        terms,
        customers: customersIn(terms.participants),
        voided: false,
      }),
      externalIds: externalId === null ? externalIds : externalIds.with(externalId, interactionId),
    })),
    InteractionCorrected: moving(({ interactions }, { interactionId, ...corrected }) => ({
      interactions: changed(interactions, interactionId, (logged) => ({
        ...logged,
        terms: { ...logged.terms, ...corrected },
      })),
    })),
    InteractionVoided: moving(({ interactions }, { interactionId }) => ({
      interactions: changed(interactions, interactionId, (logged) => ({ ...logged, voided: true })),
    })),
  };

/** The other customers in whose streams a command on an interaction is decided as well. */
export const copies = {
  LogInteraction: (
    customer: Customer,
    { participants, externalId }: { participants: Participants; externalId: string | null },
  ) => (isLogged(customer, externalId) ? {} : { named: customersIn(participants) }),
  CorrectInteraction: (customer: Customer, { interactionId }: { interactionId: string }) => ({
    known: found(customer, interactionId).customers,
  }),
  VoidInteraction: (customer: Customer, { interactionId }: { interactionId: string }) => ({
    known: found(customer, interactionId).customers,
  }),
};

type Participants = readonly { readonly customerId: string | null }[];

const customersIn = (participants: Participants): string[] => [
  ...new Set(participants.flatMap(({ customerId }) => customerId ?? [])),
];

/** Where several customers took part, each copy names them all: the one addressed too. */
const withAddressed = <
  P extends { customerId: string | null; userId: string | null; address: string | null; role: string },
>(
  participants: readonly P[],
  addressed: string,
) => {
  const customers = customersIn(participants);
  return customers.length === 0 || customers.includes(addressed)
    ? [...participants]
    : [{ customerId: addressed, userId: null, address: null, role: 'attendee' }, ...participants];
};

/** Whether the caller's own id of an interaction is known: then it was logged, for everybody who took part. */
const isLogged = (customer: Customer, externalId: string | null): boolean =>
  externalId !== null && registered(customer).externalIds.get(externalId) !== undefined;

/** Whether a copy is there. A crash between two streams can leave one customer without. */
const holds = (customer: Customer, interactionId: string): boolean =>
  customer.status !== 'none' && customer.interactions.get(interactionId) !== undefined;

const found = (customer: Customer, interactionId: string): Logged => {
  const logged = registered(customer).interactions.get(interactionId);
  if (logged === undefined) throw new Missing('interaction');
  return logged;
};

const changed = (
  interactions: SpreadMap<Logged>,
  id: string,
  change: (logged: Logged) => Logged,
): SpreadMap<Logged> => {
  const logged = interactions.get(id);
  return logged === undefined ? interactions : interactions.with(id, change(logged));
};

/** Refuses terms that contradict one another, whether they are new or what a correction would leave. */
const refuseContradictions = (terms: {
  readonly kind?: unknown;
  readonly direction?: unknown;
  readonly status?: unknown;
  readonly outcome?: unknown;
}): void => {
  const { kind, direction, status, outcome } = terms;
  const errors = [
    internalKinds.includes(String(kind)) &&
      direction !== 'internal' && { path: 'direction', message: `must be internal for a ${kind}` },
    typeof status === 'string' &&
      !statuses[String(kind)]?.includes(status) && {
        path: 'status',
        message: `cannot be ${status} for a ${kind}`,
      },
    outcome !== null && kind !== 'call' && { path: 'outcome', message: 'is for calls only' },
  ].filter((error) => error !== false);
  if (errors.length > 0) throw new Invalid(errors);
};
