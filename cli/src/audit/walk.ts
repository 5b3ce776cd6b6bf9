import type { RecordedEvent } from '@crm/contracts';
import { type EventStore, NotCanonical } from '@crm/event-store';
import { emptyFrontier, eventHash, grow, type Hash, presumedHash } from '@crm/proofs';
import type { Pool } from 'pg';
import { leavesBetween } from './notary-tables.ts';

/** Leaves from one index up to another, and the sizes of the checkpoints in between. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly sizes: readonly number[];
  /** Whether the tree is to be built of what was noted, or of what is in the log today. */
  readonly of: 'leaves' | 'events';
}

/** The first thing in a stretch that is not as it was noted; one of the two is missing, or they differ. */
export interface Discrepancy {
  readonly index: number;
  readonly position: string;
  readonly event: Seen | null;
  readonly leaf: Hash | null;
}

/** An event as far as it may be told of. */
export interface Seen {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  /** Null: it has no canonical bytes any more. */
  readonly hash: Hash | null;
}

/** What a stretch is like: the peaks of its tree at each size, those of the whole of it last, and where it is wrong. */
export interface Walked {
  readonly peaks: readonly (readonly Hash[])[];
  readonly first: Discrepancy | null;
  /** Some of its leaves are missing. */
  readonly hasGap: boolean;
}

/** Events a page: two pages are on their way while a third is hashed. */
const pageSize = 2_000;
const hashBytes = 32;

/** Holds a stretch of the log to its leaves. */
export const walk = async (pool: Pool, log: EventStore, stretch: Stretch): Promise<Walked> => {
  const { from, to, sizes, of } = stretch;
  const { hashes, positions, before, isComplete } = await leavesBetween(pool, from, to);
  if (!isComplete) return { peaks: [], first: null, hasGap: true };
  const last = BigInt(positions.at(-1) ?? 0);
  const leafAt = (n: number): Hash => hashes.subarray(n * hashBytes, (n + 1) * hashBytes);

  const found: Hash[] = [];
  let first: Discrepancy | null = null;
  const differs = (n: number, event: RecordedEvent | null): void => {
    const position = positions[n];
    const isOfLeaf = event === null || String(event.position) === position;
    const isOfEvent = event !== null && (position === undefined || event.position <= BigInt(position));
    first ??= {
      index: from + n,
      position: isOfEvent ? String(event.position) : (position ?? ''),
      event: isOfEvent ? seen(event) : null,
      leaf: isOfLeaf || !isOfEvent ? leafAt(n) : null,
    };
  };

  for await (const page of pagesUpTo(log, before, last))
    for (const event of page) {
      const n = found.length;
      const leaf = leafAt(n);
      const presumed = presumedHash(event);
      const hash = presumed.equals(leaf) ? presumed : (hashOf(event) ?? presumed);
      if (!hash.equals(leaf) || String(event.position) !== positions[n]) differs(n, event);
      found.push(hash);
    }
  if (found.length < positions.length) differs(found.length, null);

  const leaves = of === 'events' ? found : positions.map((_, n) => leafAt(n));
  const peaks: (readonly Hash[])[] = [];
  let tree = emptyFrontier;
  for (const size of [...sizes, to]) {
    tree = grow(tree, leaves.slice(tree.size, size - from));
    peaks.push(tree.peaks);
  }
  return { peaks, first, hasGap: false };
};

/** Pages of the log after a position, up to and with another, each asked for before the one before it is worked on. */
async function* pagesUpTo(
  log: EventStore,
  after: bigint | null,
  last: bigint,
): AsyncGenerator<readonly RecordedEvent[]> {
  for (let next: Promise<readonly RecordedEvent[]> | null = log.readAll(after, pageSize); next !== null; ) {
    const page: readonly RecordedEvent[] = await next;
    const end = page.at(-1)?.position ?? last;
    next = page.length === pageSize && end < last ? log.readAll(end, pageSize) : null;
    // Judged where it is awaited, which may be after it failed.
    next?.catch(() => undefined);
    yield end <= last ? page : page.filter(({ position }) => position <= last);
  }
}

const seen = (event: RecordedEvent): Seen => {
  const { stream, revision, type } = event;
  return { stream, revision, type, hash: hashOf(event) };
};

/** The event's leaf; null where it cannot be canonical, which no event was when it came. */
export const hashOf = (event: RecordedEvent): Hash | null => {
  try {
    return eventHash(event);
  } catch (error) {
    if (error instanceof NotCanonical) return null;
    throw error;
  }
};
