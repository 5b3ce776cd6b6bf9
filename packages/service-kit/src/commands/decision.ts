import { entityOf, Missing, streamOf } from '@crm/contracts';
import type { Aggregate, Decided } from './aggregate.ts';
import type { Draft } from './append.ts';
import { isRepeated } from './first-result.ts';
import type { Identities, Intent } from './intent.ts';
import { evolved, type Loaded, type Loader } from './load.ts';
import { requireRecord } from './rights.ts';

/** One command on its way: what is asked of which aggregate, and the ids it gives out. */
export interface Asked {
  readonly aggregate: Aggregate;
  readonly intent: Intent;
  readonly ids: Identities;
}

/** A command with the state of the aggregate that it refers to. */
export interface Informed extends Asked {
  readonly consulted: unknown;
}

/** One stream's part of what follows from a command. */
export interface Decision {
  readonly stream: string;
  readonly loaded: Loaded;
  readonly events: readonly Decided[];
  /** The state after the events. */
  readonly state: unknown;
}

/** Looks up what the command refers to, among the aggregates of the service. @throws Missing where there is none */
export const informed = async (
  asked: Asked,
  aggregates: readonly Aggregate[],
  load: Loader['load'],
): Promise<Informed> => {
  const { aggregate, intent } = asked;
  const named = aggregate.consults?.[intent.command]?.(dataOf(intent));
  if (named === undefined) return { ...asked, consulted: undefined };
  const other = aggregates.find(({ category }) => category === named.category);
  if (other === undefined) throw new Error(`${named.category} is not decided here`);
  const { state: consulted } = await load(other, streamOf(named.category, named.id));
  if (!other.exists(consulted)) throw new Missing(named.category);
  return { ...asked, consulted };
};

/** Asks the decider. Throws what it throws. */
export const decide = (
  { aggregate, intent, ids, consulted }: Informed,
  stream: string,
  loaded: Loaded,
): Decision => {
  const now = new Date().toISOString();
  const decision = aggregate.decide[intent.command];
  if (decision === undefined) throw new Error(`${aggregate.category} does not decide ${intent.command}`);
  const events = decision(loaded.state, dataOf(intent), {
    actor: intent.actor,
    now,
    newId: ids.sequence(),
    id: entityOf(stream),
    addressed: ids.aggregate,
    consulted,
  });
  const state = events.reduce((before, event) => evolved(aggregate, before, event, now), loaded.state);
  return { stream, loaded, events, state };
};

/** The same command decided for every other aggregate that it concerns. Whoever names one needs the right to it. */
export const companions = async (
  informed: Informed,
  state: unknown,
  load: Loader['load'],
): Promise<readonly Decision[]> => {
  const { aggregate, intent, ids } = informed;
  const contract = aggregate.commands[intent.command];
  const { named = [], known = [] } = aggregate.alsoFor?.[intent.command]?.(state, dataOf(intent)) ?? {};
  const others = new Set([...named, ...known]);
  others.delete(ids.aggregate);
  const decisions = [...others].map(async (other) => {
    const stream = streamOf(aggregate.category, other);
    const loaded = await load(aggregate, stream);
    if (contract !== undefined && named.includes(other))
      requireRecord(intent.actor, contract, aggregate, loaded.state);
    return isRepeated(stream, loaded, ids) ? [] : [decide(informed, stream, loaded)];
  });
  return (await Promise.all(decisions)).flat();
};

/** What a decision appends to its stream. */
export const draft = ({ stream, loaded, events }: Decision): Draft => ({
  stream,
  expected: loaded.revision === -1 ? 'none' : loaded.revision,
  events,
  idsFrom: stream,
});

/** What a decider is handed: the body and, of the path, all but the aggregate's own id. */
const dataOf = ({ body, path: { id: _, ...path } }: Intent) => ({ ...body, ...path });
