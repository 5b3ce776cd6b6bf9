/** What the server does to appends: `lost` ones are not even written, the others are. */
export type AppendFault = 'none' | 'lost' | 'unanswered' | 'late' | 'cut';

/** How a subscription ends: `silently` it stays open and nothing comes any more. */
export type Closing = 'silently' | 'with-an-error' | 'in-order';

/** The switches of a test server. All are off at the start, and can be turned while it runs. */
export interface Faults {
  appends: AppendFault;
  /** Reads begin and nothing comes. */
  readsUnanswered: boolean;
  /** Milliseconds that a `late` answer takes, and that a subscription waits before each event. */
  lateness: number;
  pace: number;
  /** Answers without a position, as some servers give them to repeated appends. */
  positionless: boolean;
  /** What every append is refused with; nothing is written. */
  refusal: 'none' | 'busy' | 'access-denied' | 'stream-deleted' | 'timeout';
  maxAppendBytes: number;
}

/** A server that does everything right. */
export const noFaults = (): Faults => ({
  appends: 'none',
  readsUnanswered: false,
  lateness: 200,
  pace: 0,
  positionless: false,
  refusal: 'none',
  maxAppendBytes: 1024 * 1024,
});
