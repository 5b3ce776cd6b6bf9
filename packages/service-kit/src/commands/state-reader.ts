import { type CommandContract, type Decider, type EventContract, streamOf } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { aggregate } from './aggregate.ts';
import { loader } from './load.ts';

/** Reads where an aggregate stands in the log at this moment, in its decider's own type; known streams are kept warm. */
export const stateReader = <
  C extends Readonly<Record<string, CommandContract>>,
  E extends Readonly<Record<string, EventContract>>,
  State,
  Other,
>(
  store: EventStore,
  decider: Decider<C, E, State, Other>,
): ((id: string) => Promise<State>) => {
  const streams = loader(store);
  const folded = aggregate(decider);
  return async (id) => (await streams.load(folded, streamOf(decider.category, id))).state as State;
};
