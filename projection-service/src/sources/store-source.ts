import { partitionOf, type RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { endOf } from '../engine/books/checkpoints.ts';
import { ahead } from '../engine/following/ahead.ts';
import { pageSize } from '../engine/following/page-size.ts';
import type { Share } from '../engine/sharing/sharing.ts';
import type { Arrived, Source } from './source.ts';

/** The log itself: read as a whole, of which a replica's partitions are picked. */
export const storeSource = (store: EventStore): Source => ({
  arrivals: async function* (share, after, signal) {
    for await (const log of ahead(store.subscribe(after, { batch: pageSize, signal })))
      yield { ...arrivedIn(share, log, endOf(log).position), log };
  },
});

/** What of the log's events arrives in some partitions, which are complete up to a position then. */
export const arrivedIn = (
  { partitions, held }: Pick<Share, 'partitions' | 'held'>,
  log: readonly RecordedEvent[],
  position: bigint,
): Arrived => ({
  events:
    held.size === partitions ? log : log.filter(({ stream }) => held.has(partitionOf(stream, partitions))),
  reached: new Map([...held.keys()].map((partition) => [partition, position])),
});
