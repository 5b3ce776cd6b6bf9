import { type CommandContract, Conflict, entityOf, Refusal, streamOf } from '@crm/contracts';
import { type EventStore, WrongExpectedRevision } from '@crm/event-store';
import type { Aggregate, Decided } from './aggregate.ts';
import { appendAll, type Draft, written } from './append.ts';
import { createdIn, firstResult, isRepeated, requestOf } from './first-result.ts';
import { type Identities, type Intent, identitiesOf } from './intent.ts';
import { evolved, type Loaded, loader, nothing } from './load.ts';
import { reservations } from './reservations.ts';
import { requireOwnership, requireRecord, requireRole } from './rights.ts';

/** What came of a command. */
export interface Outcome {
  readonly id: string;
  readonly revision: number;
  /** Where in the log it stands: the consistency token. */
  readonly position: bigint | null;
  readonly createdId: string | undefined;
  /** False: it was so already, or this is the first result of a command given again. */
  readonly changed: boolean;
}

/** Decides a command against today's state and appends what follows from it. */
export type Handle = (aggregate: Aggregate, intent: Intent) => Promise<Outcome>;

/** How often a command is decided anew when somebody else was faster. */
const attempts = 5;

/** One stream's part of a decision. */
interface Decision {
  readonly stream: string;
  readonly loaded: Loaded;
  readonly events: readonly Decided[];
  /** The state after the events. */
  readonly state: unknown;
}

/** The write side: load, permit, decide, reserve, append. */
export const handler = ({ store, lookupKey }: { store: EventStore; lookupKey: Buffer }): Handle => {
  const streams = loader(store);
  const { claim, release } = reservations(streams, lookupKey);

  return async (aggregate, intent) => {
    const contract = aggregate.commands[intent.command];
    if (contract === undefined) throw new Error(`${aggregate.category} has no command ${intent.command}`);
    requireRole(intent.actor, contract);
    const ids = identitiesOf(intent);
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        return await decideOnce(aggregate, contract, intent, ids, attempt > 1);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
      }
    }
    throw new Refusal('busy', 'Others are changing this record at this moment. Try again.');
  };

  async function decideOnce(
    aggregate: Aggregate,
    contract: CommandContract,
    intent: Intent,
    ids: Identities,
    again: boolean,
  ): Promise<Outcome> {
    const { actor } = intent;
    const id = ids.aggregate;
    const isNew = intent.path.id === undefined;
    const keyless = intent.idempotencyKey === undefined;
    const request = requestOf(intent, lookupKey);
    const stream = streamOf(aggregate.category, id);
    const loaded = isNew && keyless ? nothing(aggregate) : await streams.load(aggregate, stream);

    if (!isNew) requireRecord(actor, contract, aggregate, loaded.state);
    if (isRepeated(stream, loaded, ids))
      return { id, changed: false, ...(await firstResult(store, stream, loaded, { ids, request })) };
    if (intent.ifMatch !== undefined && intent.ifMatch !== loaded.revision)
      throw new Conflict({ revision: loaded.revision, events: await eventsSince(stream, intent.ifMatch) });

    const own = decide(aggregate, intent, ids, stream, loaded);
    if (isNew) requireOwnership(actor, contract, aggregate, own.state);
    const others = await companions(aggregate, contract, intent, ids, loaded.state);
    const parts = [...others, own].filter(({ events }) => events.length > 0);
    if (parts.length === 0) return { ...loaded, id, createdId: undefined, changed: false };

    const drafts = [
      ...(await claims(aggregate, own, { id, actor, read: again || !keyless })),
      ...parts.map(draft),
      ...(await releases(aggregate, own, id)),
    ];
    const position = await appendAll(
      store,
      drafts.map((each) => written(each, { intent, ids, request })),
    );
    const revision = loaded.revision + own.events.length;
    return { id, revision, position, createdId: createdIn(own.events, ids), changed: true };
  }

  /** The same command decided for every other aggregate that it concerns. */
  async function companions(
    aggregate: Aggregate,
    contract: CommandContract,
    intent: Intent,
    ids: Identities,
    state: unknown,
  ): Promise<readonly Decision[]> {
    const also = aggregate.alsoFor?.[intent.command]?.(state, dataOf(intent)) ?? {};
    const others = new Set([...(also.named ?? []), ...(also.known ?? [])]);
    others.delete(ids.aggregate);
    const decisions = [...others].map(async (other) => {
      const stream = streamOf(aggregate.category, other);
      const loaded = await streams.load(aggregate, stream);
      if (also.named?.includes(other)) requireRecord(intent.actor, contract, aggregate, loaded.state);
      return isRepeated(stream, loaded, ids) ? [] : [decide(aggregate, intent, ids, stream, loaded)];
    });
    return (await Promise.all(decisions)).flat();
  }

  async function claims(
    aggregate: Aggregate,
    { loaded, state }: Decision,
    by: Parameters<typeof claim>[2],
  ): Promise<readonly Draft[]> {
    const gained = without(aggregate.reserves?.(state), aggregate.reserves?.(loaded.state));
    return present(await Promise.all(gained.map((address) => claim(aggregate, address, by))));
  }

  async function releases(
    aggregate: Aggregate,
    { loaded, state }: Decision,
    id: string,
  ): Promise<readonly Draft[]> {
    const lost = without(aggregate.reserves?.(loaded.state), aggregate.reserves?.(state));
    return present(await Promise.all(lost.map((address) => release(aggregate, address, id))));
  }

  /** What happened after the revision that the caller had read. */
  async function eventsSince(stream: string, revision: number) {
    const events = (await store.readStreams([{ stream, from: revision + 1 }])).get(stream) ?? [];
    return events.map(({ id, type, revision, data, metadata: { actor, recordedAt } }) => ({
      id,
      type,
      revision,
      data,
      actor,
      recordedAt,
    }));
  }
};

const decide = (
  aggregate: Aggregate,
  intent: Intent,
  ids: Identities,
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
  });
  const state = events.reduce((before, event) => evolved(aggregate, before, event, now), loaded.state);
  return { stream, loaded, events, state };
};

/** What a decider is handed: the body and, of the path, all but the aggregate's own id. */
const dataOf = ({ body, path: { id: _, ...path } }: Intent) => ({ ...body, ...path });

const draft = ({ stream, loaded, events }: Decision): Draft => ({
  stream,
  expected: loaded.revision === -1 ? 'none' : loaded.revision,
  events,
});

const without = (these: readonly string[] = [], those: readonly string[] = []): readonly string[] =>
  these.filter((each) => !those.includes(each));

const present = <T>(values: readonly (T | null)[]): readonly T[] => values.filter((value) => value !== null);
