import type { RecordedEvent } from '@crm/contracts';

/** What the feed says of a partition: the next event in it behind `after`, or that up to `position` there is none. */
export interface Fact {
  readonly after: bigint;
  readonly position: bigint;
  /** How often the log had been restored from an older copy: what was told before is of a log that is gone. */
  readonly era: number;
  /** As it is stored: what is personal is sealed. Null: nothing happened. */
  readonly event: RecordedEvent | null;
}

/** Facts of one partition, in order. They come again until they are done with. */
export interface Told {
  readonly partition: number;
  readonly facts: readonly Fact[];
}

/** The log as somebody else hands it on, partition by partition: at least once. */
export interface Feed {
  /** The partitions that this process is given at the moment. */
  readonly assigned: () => ReadonlySet<number>;
  /** What waits in some partitions, once there is anything; nothing when the signal aborts. */
  readonly next: (partitions: ReadonlySet<number>, signal: AbortSignal) => Promise<readonly Told[]>;
  /** Says that the effects of these are kept for good. */
  readonly done: (told: readonly Told[]) => void;
}
