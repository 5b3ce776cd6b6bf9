import {
  EmailAddress,
  normalEmail,
  type RecordedEvent,
  type UnknownAddress,
  vocabulary,
} from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { reservationStream } from '@crm/service-kit/commands/reservations';
import type { z } from 'zod';

type Unknown = z.infer<typeof UnknownAddress>;

/** Whom a list of addresses leads to, and which of them lead to nobody. */
export interface Found {
  readonly customerIds: readonly string[];
  readonly unknown: readonly Unknown[];
}

/** Reservations read in one round trip. */
const atOnce = 2_000;

/** Finds customers by the addresses that are reserved for them: none is stored, none can be read in the log. */
export const customersByAddress = async (
  store: EventStore,
  lookupKey: Buffer,
  addresses: readonly string[],
): Promise<Found> => {
  const unknown: Unknown[] = [];
  const asked = new Map<string, Omit<Unknown, 'code'>>();
  for (const [index, address] of addresses.entries()) {
    const place = { row: index + 1, address };
    const normal = EmailAddress.safeParse(address).success ? normalEmail(address) : null;
    const stream = normal === null ? null : reservationStream(lookupKey, 'customer', normal);
    if (stream === null) unknown.push({ ...place, code: 'not-an-address' });
    else if (asked.has(stream)) unknown.push({ ...place, code: 'named-twice' });
    else asked.set(stream, place);
  }
  const customerIds = new Set<string>();
  const streams = [...asked.keys()];
  for (let from = 0; from < streams.length; from += atOnce) {
    const some = streams.slice(from, from + atOnce);
    const found = await store.readStreams(some.map((stream) => ({ stream })));
    for (const stream of some) {
      const holder = holderIn(found.get(stream) ?? []);
      const place = asked.get(stream);
      if (holder !== null) customerIds.add(holder);
      else if (place !== undefined) unknown.push({ ...place, code: 'nobody-has-it' });
    }
  }
  return { customerIds: [...customerIds], unknown: unknown.toSorted((a, b) => a.row - b.row) };
};

const holderIn = (events: readonly RecordedEvent[]): string | null => {
  const last = events.at(-1);
  return last?.type === 'EmailReserved' ? vocabulary.EmailReserved.data.parse(last.data).holderId : null;
};
