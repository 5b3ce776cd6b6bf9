import { type Actor, type RecordedEvent, streamOf } from '@crm/contracts';
import { createMemoryLog, createMemoryStore, type EventStore } from '@crm/event-store';
import { campaign } from '../../../command-service/src/domain/campaign.ts';
import { customer } from '../../../command-service/src/domain/customer.ts';
import { accept } from '../src/accept.ts';
import { aggregate } from '../src/commands/aggregate.ts';
import { type Handle, handler, type Outcome } from '../src/commands/handle.ts';
import type { Intent } from '../src/commands/intent.ts';
import { id, manager } from './given.ts';

export const customers = aggregate(customer);
const aggregates = [customers, aggregate(campaign)];
/** Who sees and changes only what is his. */
export const seller: Actor = { id: id(701), role: 'sales' };
export const otherSeller: Actor = { id: id(702), role: 'sales' };

const lookupKey = Buffer.alloc(32, 7);

/** What a test says of a command beside its body. */
export interface Said extends Partial<Pick<Intent, 'actor' | 'ifMatch' | 'idempotencyKey' | 'import'>> {
  readonly on?: string;
  readonly path?: Readonly<Record<string, string>>;
}

/** Gives a command as a route would. */
export type Give = (command: string, body?: unknown, said?: Said) => Promise<Outcome>;

const giving =
  (handle: Handle): Give =>
  async (command, body = {}, { on, path = {}, actor = manager, ...said } = {}) => {
    const decided = aggregates.find(({ commands }) => command in commands);
    const contract = decided?.commands[command];
    if (decided === undefined || contract === undefined) throw new Error(`there is no ${command}`);
    return handle(decided, {
      command,
      path: on === undefined ? path : { ...path, id: on },
      body: accept(contract.body, body) as Intent['body'],
      actor,
      correlation: id(801),
      causation: id(802),
      ...said,
    });
  };

/** A log in memory and write sides that share it, as replicas and restarts do. */
export const writeSide = (multiStreamAppend: boolean) => {
  const log = createMemoryLog();
  const store = createMemoryStore({ log, multiStreamAppend });
  return {
    store,
    /** A write side with nothing in memory; its store may be wrapped to misbehave. */
    start: (wrapped: (store: EventStore) => EventStore = (inner) => inner): Give =>
      giving(handler({ store: wrapped(store), lookupKey, aggregates })),
    /** Every event there is, in order. */
    events: () => store.readAll(null, 10_000),
    /** A customer's events, in order. */
    eventsOf: async (customerId: string): Promise<readonly RecordedEvent[]> => {
      const stream = streamOf('customer', customerId);
      return (await store.readStreams([{ stream }])).get(stream) ?? [];
    },
  };
};

/** A process that is killed before its nth append (from 0): that one and all later ones never happen. */
export const killedBeforeAppend =
  (n: number) =>
  (inner: EventStore): EventStore => {
    let appends = 0;
    return {
      ...inner,
      append: (request) => (appends++ < n ? inner.append(request) : Promise.reject(new Error('killed'))),
    };
  };
