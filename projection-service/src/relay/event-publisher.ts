/** A message of a topic. Those of one partition are kept in the order in which they are published. */
export interface Message {
  readonly topic: string;
  readonly partition: number;
  readonly key: string | null;
  readonly value: string | Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where events are published to. */
export interface EventPublisher {
  /** Makes topics that are not there yet, each with so many partitions. */
  readonly prepare: (topics: readonly string[], partitions: number) => Promise<void>;
  /** Settles once all of them are kept for good. Fails where that is unknown: they must be published again. */
  readonly publish: (messages: readonly Message[]) => Promise<void>;
  readonly close: () => Promise<void>;
}
