import type { NewEvent } from '@crm/event-store';
import { v7 } from 'uuid';
import { closedLoop, type Loop } from './closed-loop.ts';

/** One event on its way into one stream. */
export interface OneEvent {
  readonly stream: string;
  readonly event: NewEvent;
}

/** What a client appends next. */
export type Next = (client: number, n: number) => OneEvent;

/** So many clients, each appending one event at a time. */
export const appending = (
  clients: number,
  milliseconds: number,
  append: (one: OneEvent) => Promise<unknown>,
  next: Next,
): Promise<Loop> => closedLoop(clients, milliseconds, (client, n) => append(next(client, n)));

/** A client writes to streams of its own in turn: no conflicts, as with customers. */
export const plain: Next = (client, n) => ({
  stream: `bench-${client}-${n % 50}`,
  event: event('CustomerTagsChanged', { added: ['vip', 'berlin'], removed: ['cold'] }),
});

/** An event whose every field is sealed under its stream's key. */
export const personal = (stream: string): OneEvent => ({
  stream,
  event: event('CustomerDetailsChanged', {
    firstName: 'Ada',
    lastName: 'Lovelace',
    jobTitle: 'Countess of computing',
    companyName: 'Analytical Engines Ltd.',
  }),
});

/** Personal events about these subjects in turn. */
export const about =
  (subjects: readonly string[]): Next =>
  (client, n) =>
    personal(subjects[(client * 31 + n) % subjects.length] ?? '');

/** Personal events about somebody new each. */
export const aboutSomebodyNew: Next = () => personal(`customer-${v7()}`);

const event = (type: string, data: NewEvent['data']): NewEvent => {
  const id = v7();
  return { id, type, schema: 1, data, metadata: { actor: 'bench', correlation: id, causation: id } };
};
