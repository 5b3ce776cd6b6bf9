import type { Json, Metadata, RecordedEvent } from '@crm/contracts';
import type { WrappedKey } from './sealing/keyring.ts';

/** An event on its way in. `recordedAt` is the store's to set, once, when the append enters its queue. */
export interface NewEvent {
  /** UUID, unique in its stream: appending the same ids again gives the first result. */
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly data: { readonly [key: string]: Json };
  readonly metadata: Omit<Metadata, 'recordedAt'>;
}

/** What the writer believes of the stream: anything, that it is missing, that it is there, or its last revision. */
export type ExpectedRevision = 'any' | 'none' | 'exists' | number;

/** Events for one stream, accepted or refused as a whole. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

export interface AppendResult {
  /** Position of the last event written: the consistency token. */
  readonly position: bigint;
  /** Last revision of each stream, in the order of the request. */
  readonly revisions: readonly number[];
}

export interface Capabilities {
  /** Several streams in one append, all or nothing. */
  readonly multiStreamAppend: boolean;
  /** Largest append in bytes (canonical data and metadata of all its events); more is refused before it is sent. */
  readonly maxAppendBytes: number;
  /** New keys are kept together with the events that are sealed under them: both are there or neither. */
  readonly keepsKeys: boolean;
}

/** The log: append-only streams in one total order. Every adapter passes the same contract suite. */
export interface EventStore {
  readonly caps: Capabilities;

  /**
   * Appends to one stream, or to several at once where `caps.multiStreamAppend` says so.
   * The same event ids with the same expectation again give the first result (a leading part of them too).
   * `newKeys` are those of its streams that have none yet; where `caps.keepsKeys` says so they are kept with it.
   * @throws InvalidAppend, WrongExpectedRevision, AppendTooLarge, NotCanonical, Unsupported, Unavailable,
   *   AppendOutcomeUnknown, KeyTaken
   */
  append(request: readonly StreamAppend[], newKeys?: readonly WrappedKey[]): Promise<AppendResult>;

  /** A stream's events in order, from a revision (default 0), in pages; nothing when it does not exist. */
  readStream(stream: string, from?: number): AsyncIterable<readonly RecordedEvent[]>;

  /** Many streams in one round trip: each stream's events from a revision on; missing streams are empty. */
  readStreams(
    streams: readonly { readonly stream: string; readonly from?: number }[],
  ): Promise<ReadonlyMap<string, readonly RecordedEvent[]>>;

  /** The whole log in order: up to `max` events after a position the store gave (or from the start). */
  readAll(after: bigint | null, max: number): Promise<readonly RecordedEvent[]>;

  /** The event at a position; null where there is none, which on another log than the one that gave it may be. */
  eventAt(position: bigint): Promise<RecordedEvent | null>;

  /**
   * The log up to a position (absent: its end) as lines of text, whole ones, some at a time: see `linesOf`, which gives
   * those of any store. Absent where the store has no quicker way to them than to read its events. @throws Unavailable
   */
  readLines?(until?: bigint): AsyncIterable<Buffer>;

  /**
   * Batches after a position, then live batches as they are committed, until the signal aborts.
   * @throws Unavailable when the store is lost: subscribe again from the last position that was handled
   */
  subscribe(
    after: bigint | null,
    options: { readonly batch: number; readonly signal: AbortSignal },
  ): AsyncIterable<readonly RecordedEvent[]>;

  /** Position of the last event; null while the log is empty. */
  head(): Promise<bigint | null>;

  /** Refuses new appends, waits for those under way, ends every subscription. */
  close(): Promise<void>;
}

/** Largest append of every adapter, in bytes: what a single EventStoreDB node takes by default. */
export const maxAppendBytes = 1024 * 1024;

/** The latest of some positions. */
export const latest = (positions: readonly bigint[]): bigint =>
  positions.toSorted((a, b) => (a < b ? -1 : 1)).at(-1) ?? 0n;
