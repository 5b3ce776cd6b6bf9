/** A value that JSON can carry. What cannot be canonical (RFC 8785) is refused when it is appended. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Who, when and why: kept with every event, never personal. */
export interface Metadata {
  /** System time, set once when the append enters the store's queue: ISO 8601, UTC, milliseconds. */
  readonly recordedAt: string;
  /** The user (or `system`) on whose behalf it happened. */
  readonly actor: string;
  /** One id for everything that one intention caused. */
  readonly correlation: string;
  /** The id of the event or request that led to this one. */
  readonly causation: string;
  /** HMAC of the request's body where an idempotency key was given: tells the same key with another body. */
  readonly request?: string;
  /** The import and its row (in the file, from 1) that this event came from. */
  readonly import?: { readonly id: string; readonly row: number };
  /** W3C trace id. */
  readonly trace?: string;
}

/** One fact as folds, deciders and screens see it: in its current shape, opened, in its place in the log. */
export interface RecordedEvent<Type extends string = string, Data = unknown> {
  readonly id: string;
  readonly type: Type;
  /** Version of the type's shape as it was written. */
  readonly schema: number;
  readonly stream: string;
  /** Place in its stream: 0, 1, 2, … */
  readonly revision: number;
  /** Place in the whole log: opaque, ordered, not consecutive. Nobody computes with it. */
  readonly position: bigint;
  readonly data: Data;
  readonly metadata: Metadata;
}

/** The stream of one aggregate: `customer-<uuid>`. */
export const streamOf = (category: string, id: string): string => `${category}-${id}`;

/** The aggregate's id in a stream name: all that follows the first dash. */
export const entityOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/** The category in a stream name: all before the first dash. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
