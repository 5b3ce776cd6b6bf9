import { createHmac } from 'node:crypto';
import { type Actor, mayOn, type Permission, Refusal, streamOf } from '@crm/contracts';
import type { Aggregate, Decided } from './aggregate.ts';
import type { Draft } from './append.ts';
import type { Folded, Loader } from './load.ts';

/** Who holds an address: a stream of its own, so that an append at an expected revision keeps it unique on any store. */
interface Reservation {
  readonly holder: string | null;
  readonly since: string;
}
const reservation: Folded = {
  initial: { holder: null, since: '' } satisfies Reservation,
  evolve: {
    EmailReserved: (_, data, since) => ({ holder: (data as { holderId: string }).holderId, since }),
    EmailReleased: (_, __, since) => ({ holder: null, since }),
  },
};

/**
 * How long a reservation counts although its holder does not have the address: on a store that appends to one stream
 * at a time, the holder may be about to get it. Later it is what a crash left behind.
 */
const unfinishedFor = 10 * 60_000;

/** What a command makes of a record that holds addresses. */
interface Change {
  readonly aggregate: Aggregate;
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Reserves addresses under an HMAC of their normal form: the log never tells which address it is. */
export const reservations = (loader: Loader, lookupKey: Buffer) => {
  const streamFor = ({ category }: Aggregate, address: string): string =>
    reservationStream(lookupKey, category, address);

  /**
   * The append that gives an address to `id`; none where it holds it already. Unread, it is taken to be free: that is
   * one round trip less, and a wrong guess is a conflict, after which it is read.
   */
  const claim = async (
    { aggregate, id }: Change,
    address: string,
    { actor, read }: { actor: Actor; read: boolean },
  ): Promise<Draft | null> => {
    const stream = streamFor(aggregate, address);
    const reserved = (revision: number) =>
      next(stream, revision, { type: 'EmailReserved', data: { holderId: id } });
    if (!read) return reserved(-1);
    const { state, revision } = await loader.load(reservation, stream);
    const held = state as Reservation;
    if (held.holder === id) return null;
    if (held.holder !== null) await refuseUnlessAbandoned(aggregate, address, held, actor);
    return reserved(revision);
  };

  /** The append that gives an address back; none where `id` does not hold it. */
  const release = async ({ aggregate, id }: Change, address: string): Promise<Draft | null> => {
    const stream = streamFor(aggregate, address);
    const { state, revision } = await loader.load(reservation, stream);
    if ((state as Reservation).holder !== id) return null;
    return next(stream, revision, { type: 'EmailReleased', data: { holderId: id } });
  };

  return {
    /** The appends that give a record its new addresses. @throws Refusal email-taken */
    claims: async (change: Change, by: { actor: Actor; read: boolean }): Promise<readonly Draft[]> => {
      const { aggregate, before, after } = change;
      const gained = without(aggregate.reserves?.(after), aggregate.reserves?.(before));
      return present(await Promise.all(gained.map((address) => claim(change, address, by))));
    },
    /** The appends that give back the addresses it no longer has. */
    releases: async (change: Change): Promise<readonly Draft[]> => {
      const { aggregate, before, after } = change;
      const lost = without(aggregate.reserves?.(before), aggregate.reserves?.(after));
      return present(await Promise.all(lost.map((address) => release(change, address))));
    },
  };

  async function refuseUnlessAbandoned(
    aggregate: Aggregate,
    address: string,
    held: Reservation,
    actor: Actor,
  ) {
    const { state } = await loader.load(aggregate, streamOf(aggregate.category, held.holder ?? ''));
    const has = aggregate.reserves?.(state).includes(address) ?? false;
    if (!has && Date.now() - Date.parse(held.since) > unfinishedFor) return;
    const { category } = aggregate;
    const isSeen = has && mayOn(actor, reading(category), aggregate.ownerOf(state));
    const facts = isSeen ? { [`${category}Id`]: held.holder } : {};
    throw new Refusal('email-taken', `Another ${category} has this e-mail address.`, { address, ...facts });
  }
};

/** The stream that tells who of a category holds an address (normal form). It never changes; it has fixtures. */
export const reservationStream = (lookupKey: Buffer, category: string, address: string): string =>
  streamOf('email', createHmac('sha256', lookupKey).update(nameOf(category, address)).digest('hex'));

/** Customers and users do not compete: a colleague may be a customer. */
const nameOf = (category: string, address: string): string =>
  category === 'customer' ? address : `${category} ${address}`;

const reading = (category: string): Permission => (category === 'user' ? 'user.read' : 'customer.read');

/** Its ids are derived from its place as well: the same command may have to reserve an address a second time. */
const next = (stream: string, revision: number, event: Decided): Draft => ({
  stream,
  expected: revision === -1 ? 'none' : revision,
  events: [event],
  idsFrom: `${stream} ${revision}`,
});

const without = (these: readonly string[] = [], those: readonly string[] = []): readonly string[] =>
  these.filter((each) => !those.includes(each));

const present = <T>(values: readonly (T | null)[]): readonly T[] => values.filter((value) => value !== null);
