/** A broker that a test may do anything to. It ends with the process at the latest. */
export interface OwnBroker {
  /** As `KAFKA_BROKERS` takes it. It stays the same over restarts. */
  readonly brokers: string;
  /** `kill -9`: what it acknowledged is on its disk. */
  readonly kill: () => Promise<void>;
  /** Starts it again on what it left, and waits until it serves. */
  readonly start: () => Promise<void>;
  /** Ends it and deletes what it kept. */
  readonly stop: () => Promise<void>;
}
