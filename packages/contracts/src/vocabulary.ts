import { customerEvents } from './customer.ts';
import type { EventOf } from './define.ts';
import type { RecordedEvent } from './envelope.ts';
import { interactionEvents } from './interaction.ts';
import { reservationEvents } from './reservation.ts';
import { userEvents } from './user.ts';

/** Every event type there is, by name. */
export const vocabulary = { ...customerEvents, ...interactionEvents, ...reservationEvents, ...userEvents };
export type Vocabulary = typeof vocabulary;
export type EventType = keyof Vocabulary;

/** Any event of the product, typed by its name. */
export type AnyEvent = EventOf<Vocabulary>;

/** A recorded event of the given map: the union over its types. */
export type RecordedOf<Map> =
  EventOf<Map> extends infer Event
    ? Event extends { readonly type: infer Type extends string; readonly data: infer Data }
      ? RecordedEvent<Type, Data>
      : never
    : never;
