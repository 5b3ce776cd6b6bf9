import { type customerEvents, entityOf, type RecordedEvent } from '@crm/contracts';
import type { z } from 'zod';

/**
 * What of a model's rows is personal: when the person is erased, the engine puts `cleared` into all rows of the stream,
 * in the transaction that takes in the event. A model with one row a stream folds the event instead.
 */
export interface Personal<S extends z.ZodObject = z.ZodObject> {
  /** The column that names the person, by the id in the name of the stream. */
  readonly of: keyof z.output<S> & string;
  /** What stands in the personal columns afterwards. No summary counts by them. */
  readonly cleared: Partial<z.output<S>>;
}

/** The event that ends a person. */
const erasure = 'CustomerErased' satisfies keyof typeof customerEvents;

/** Whom an event erases: the id in the name of its stream; null: nobody. */
export const erasedBy = ({ type, stream }: Pick<RecordedEvent, 'type' | 'stream'>): string | null =>
  type === erasure ? entityOf(stream) : null;
