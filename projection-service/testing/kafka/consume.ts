import type { Kept } from './read-topic.ts';

/** An event as whoever follows the recipe in docs/kafka.md has it. */
export interface Consumed {
  readonly id: string;
  readonly stream: string;
  readonly position: bigint;
  readonly value: string;
}

/**
 * The recipe for consumers of the feed: what is not behind the last position of its partition was had before.
 * @throws where a partition leaves something out
 */
export const consumed = (messages: readonly Kept[]) => {
  const reached = new Map<number, bigint>();
  const events: Consumed[] = [];
  for (const { partition, key, value, headers } of messages) {
    const last = reached.get(partition) ?? 0n;
    const position = BigInt(headers.position ?? headers.mark ?? 0);
    if (position <= last) continue;
    if (BigInt(headers.after ?? 0) > last)
      throw new Error(`partition ${partition} lacks events after ${last}`);
    reached.set(partition, position);
    if (headers.mark === undefined)
      events.push({ id: headers.id ?? '', stream: key ?? '', position, value: value ?? '' });
  }
  return { events, reached };
};
