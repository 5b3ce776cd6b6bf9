import { setTimeout as sleep } from 'node:timers/promises';
import { type EventType, vocabulary } from '@crm/contracts';
import {
  AppendOutcomeUnknown,
  type AppendResult,
  type EventStore,
  type NewEvent,
  type StreamAppend,
} from '@crm/event-store';
import type { Decided } from './aggregate.ts';
import type { Identities, Intent } from './intent.ts';

/** Events for one stream, decided but without ids yet. */
export interface Draft extends Pick<StreamAppend, 'stream' | 'expected'> {
  readonly events: readonly Decided[];
  /** What the events' ids are derived from, beside the idempotency key. */
  readonly idsFrom: string;
}

/** Gives a draft's events their ids, schemas and metadata. */
export const written = (
  { stream, expected, events, idsFrom }: Draft,
  { intent, ids, request }: { intent: Intent; ids: Identities; request: string | undefined },
): StreamAppend => {
  const { actor, correlation, causation, trace } = intent;
  const metadata: NewEvent['metadata'] = {
    actor: actor.id,
    correlation,
    causation,
    ...(request === undefined ? {} : { request }),
    ...(intent.import === undefined ? {} : { import: intent.import }),
    ...(trace === undefined ? {} : { trace }),
  };
  return {
    stream,
    expected,
    events: events.map(({ type, data }, n) => ({
      id: ids.event(idsFrom, n),
      type,
      schema: vocabulary[type as EventType].schema,
      data,
      metadata,
    })),
  };
};

/**
 * Appends to several streams: at once where the store can, else one after another in the order given, which the caller
 * chooses so that a repeated command finishes what a crash left undone; `afterwards` come last then.
 * Returns the position of the last of `appends`.
 */
export const appendAll = async (
  store: EventStore,
  appends: readonly StreamAppend[],
  afterwards: readonly StreamAppend[] = [],
): Promise<bigint> => {
  if (store.caps.multiStreamAppend) return (await surely(store, [...afterwards, ...appends])).position;
  let position = 0n;
  for (const append of appends) ({ position } = await surely(store, [append]));
  for (const append of afterwards) await surely(store, [append]);
  return position;
};

/** Pauses before an append whose outcome is unknown is sent again with the same ids, in milliseconds. */
const pauses = [50, 250, 1000];

const surely = async (store: EventStore, appends: readonly StreamAppend[]): Promise<AppendResult> => {
  for (const pause of pauses) {
    try {
      return await store.append(appends);
    } catch (error) {
      if (!(error instanceof AppendOutcomeUnknown)) throw error;
      await sleep(pause);
    }
  }
  return store.append(appends);
};
