import type { Kept } from './read-topic.ts';

/** An event as whoever follows the recipe in docs/kafka.md has it. */
export interface Consumed {
  readonly id: string;
  readonly stream: string;
  readonly position: bigint;
  readonly value: string;
}

/** Up to where a partition was had, and in which era. */
interface Stand {
  readonly era: number;
  readonly last: bigint;
}

/**
 * The recipe for consumers of the feed: what is not behind the last position of its partition was had before, and what came
 * behind the begin of a new era never happened. @throws where a partition leaves something out
 */
export const consumed = (messages: readonly Kept[]) => {
  const stands = new Map<number, Stand>();
  let events: (Consumed & { readonly partition: number })[] = [];
  for (const { partition, key, value, headers } of messages) {
    let { era, last } = stands.get(partition) ?? { era: 0, last: 0n };
    const begins = headers.eras?.split(',').map(BigInt) ?? [];
    if (begins.length < era) continue;
    for (const begin of begins.slice(era)) {
      if (begin >= last) continue;
      events = events.filter((event) => event.partition !== partition || event.position <= begin);
      last = begin;
    }
    era = begins.length;
    const position = BigInt(headers.position ?? headers.mark ?? 0);
    if (position > last) {
      if (BigInt(headers.after ?? 0) > last)
        throw new Error(`partition ${partition} lacks events after ${last}`);
      if (headers.mark === undefined)
        events.push({ id: headers.id ?? '', stream: key ?? '', position, value: value ?? '', partition });
      last = position;
    }
    stands.set(partition, { era, last });
  }
  const reached = new Map([...stands].map(([partition, { last }]) => [partition, last]));
  return { events: events.map(({ partition: _, ...event }) => event), reached };
};
