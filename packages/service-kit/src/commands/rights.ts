import {
  type Actor,
  type CommandContract,
  Conflict,
  Forbidden,
  Missing,
  mayOn,
  scopeOf,
} from '@crm/contracts';
import type { Aggregate } from './aggregate.ts';
import type { Loader } from './load.ts';

/** Refuses an actor whose role has no such permission at all. */
export const requireRole = (actor: Actor, { needs }: Pick<CommandContract, 'needs'>): void => {
  if (scopeOf(actor, needs) === null) throw new Forbidden();
};

/** Refuses an actor who may not touch this record. It reads as missing: that it exists is nobody else's business. */
export const requireRecord = (
  actor: Actor,
  { needs, ownedBy }: Pick<CommandContract, 'needs' | 'ownedBy'>,
  aggregate: Aggregate,
  state: unknown,
): void => {
  if (!aggregate.exists(state)) throw new Missing(aggregate.category);
  if (ownedBy !== undefined && !mayOn(actor, needs, aggregate.ownerOf(state)))
    throw new Missing(aggregate.category);
};

/** Refuses a new record that its own maker could not touch: who reaches only his own registers only for himself. */
export const requireOwnership = (
  actor: Actor,
  { needs, ownedBy }: Pick<CommandContract, 'needs' | 'ownedBy'>,
  aggregate: Aggregate,
  state: unknown,
): void => {
  if (ownedBy !== undefined && !mayOn(actor, needs, aggregate.ownerOf(state)))
    throw new Forbidden('You may only create records of your own.');
};

/** Refuses a revision that is no longer the last, with what happened after it. @throws Conflict */
export const requireRevision = async (
  { read }: Pick<Loader, 'read'>,
  stream: string,
  revision: number,
  ifMatch: number,
): Promise<void> => {
  if (ifMatch === revision) return;
  const events = (await read(stream, ifMatch + 1)).map(
    ({ id, type, revision, data, metadata: { actor, recordedAt } }) => ({
      id,
      type,
      revision,
      data,
      actor,
      recordedAt,
    }),
  );
  throw new Conflict({ revision, events });
};
