import { type CommandContract, Refusal, streamOf } from '@crm/contracts';
import { type EventStore, WrongExpectedRevision } from '@crm/event-store';
import type { Aggregate } from './aggregate.ts';
import { appendAll, type Draft, written } from './append.ts';
import { type Asked, companions, decide, draft, informed } from './decision.ts';
import { createdIn, firstResult, isRepeated, requestOf } from './first-result.ts';
import { type Intent, identitiesOf } from './intent.ts';
import { loader, nothing } from './load.ts';
import { reservations } from './reservations.ts';
import { requireOwnership, requireRecord, requireRevision, requireRole } from './rights.ts';
import { turns } from './turns.ts';

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

/** Decides a command against today's state and appends what follows from it. Commands on one record take turns. */
export type Handle = (aggregate: Aggregate, intent: Intent) => Promise<Outcome>;

/** How often a command is decided anew when another process was faster. */
const attempts = 5;

/** What a write side works with. */
export interface WriteSide {
  readonly store: EventStore;
  readonly lookupKey: Buffer;
  /** Among them are those that commands refer to (`consults`). */
  readonly aggregates?: readonly Aggregate[];
}

/** The write side: load, permit, consult, decide, reserve, append. */
export const handler = ({ store, lookupKey, aggregates = [] }: WriteSide): Handle => {
  const streams = loader(store);
  const { claims, releases } = reservations(streams, lookupKey);
  const inTurn = turns();

  return async (aggregate, intent) => {
    const contract = aggregate.commands[intent.command];
    if (contract === undefined) throw new Error(`${aggregate.category} has no command ${intent.command}`);
    requireRole(intent.actor, contract);
    const asked = { aggregate, intent, ids: identitiesOf(intent) };
    const request = requestOf(intent, lookupKey);
    return inTurn(streamOf(aggregate.category, asked.ids.aggregate), async () => {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        try {
          return await decideOnce(asked, contract, request, attempt > 1);
        } catch (error) {
          if (!(error instanceof WrongExpectedRevision)) throw error;
        }
      }
      throw new Refusal('busy', 'Others are changing this record at this moment. Try again.');
    });
  };

  async function decideOnce(
    asked: Asked,
    contract: CommandContract,
    request: string | undefined,
    again: boolean,
  ): Promise<Outcome> {
    const { aggregate, intent, ids } = asked;
    const { actor, ifMatch } = intent;
    const id = ids.aggregate;
    const isNew = intent.path.id === undefined;
    const keyless = intent.idempotencyKey === undefined;
    const stream = streamOf(aggregate.category, id);
    const loaded = isNew && keyless ? nothing(aggregate) : await streams.load(aggregate, stream);

    if (isRepeated(stream, loaded, ids)) {
      const first = await firstResult(streams, stream, loaded, { ids, request });
      if (!store.caps.multiStreamAppend) await finish(asked, stream, first.from, loaded.state, request);
      const { revision, position, createdId } = first;
      return { id, revision, position, createdId, changed: false };
    }
    if (!isNew) requireRecord(actor, contract, aggregate, loaded.state);
    if (ifMatch !== undefined) await requireRevision(streams, stream, loaded.revision, ifMatch);

    const command = await informed(asked, aggregates, streams.load);
    const own = decide(command, stream, loaded);
    if (isNew) requireOwnership(actor, contract, aggregate, own.state);
    const others = await companions(command, loaded.state, streams.load);
    const parts = [...others, own].filter(({ events }) => events.length > 0);
    if (parts.length === 0)
      return {
        id,
        revision: loaded.revision,
        position: loaded.position,
        createdId: undefined,
        changed: false,
      };

    // A new record's addresses are taken to be free at first. One append at a time, a repeated command must look: its
    // own first reservation may have been taken over since.
    const read = again || !isNew || !(keyless || store.caps.multiStreamAppend);
    const change = { aggregate, id, before: loaded.state, after: own.state };
    const drafts = [...(await claims(change, { actor, read })), ...parts.map(draft)];
    const write = (each: Draft) => written(each, { intent, ids, request });
    const position = await appendAll(store, drafts.map(write), (await releases(change)).map(write));
    const revision = loaded.revision + own.events.length;
    return { id, revision, position, createdId: createdIn(own.events, ids), changed: true };
  }

  /** Gives back the addresses that a repeated command let go of, where a crash came between the two. */
  async function finish(
    { aggregate, intent, ids }: Asked,
    stream: string,
    from: number,
    after: unknown,
    request: string | undefined,
  ): Promise<void> {
    const { state: before } = await streams.before(aggregate, stream, from);
    const drafts = await releases({ aggregate, id: ids.aggregate, before, after });
    await appendAll(
      store,
      drafts.map((each) => written(each, { intent, ids, request })),
    );
  }
};
