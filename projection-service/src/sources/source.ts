import type { RecordedEvent } from '@crm/contracts';
import type { Share } from '../engine/sharing/sharing.ts';

/** Events that arrived, and up to where each partition is complete with them. */
export interface Arrived {
  /** Of the partitions in `reached` only, each partition's in order. */
  readonly events: readonly RecordedEvent[];
  /** Positions by partition. */
  readonly reached: ReadonlyMap<number, bigint>;
  /** Everything that the log holds up to there, in order; absent where other partitions are not seen. */
  readonly log?: readonly RecordedEvent[];
}

/** Where a replica's events come from. */
export interface Source {
  /** The partitions that it would bring at the moment; absent: whichever are asked for. */
  readonly brings?: () => ReadonlySet<number>;
  /** What comes behind a position in the share's partitions, until the signal aborts. */
  readonly arrivals: (share: Share, after: bigint | null, signal: AbortSignal) => AsyncIterable<Arrived>;
}
