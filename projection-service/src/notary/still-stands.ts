import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { eventHash, type Hash } from '@crm/proofs';
import type { Pool, PoolClient } from 'pg';

/** The log no longer holds what was noted of it: it was restored from an older copy, or tampered with. */
export class LogChanged extends Error {
  override name = 'LogChanged';
  constructor(position: bigint) {
    super(
      `The event that was noted last (position ${position}) is no longer what it was: nothing more is signed. \`crm audit verify --log\` names what was changed. Where the log was restored from an older copy, docs/audit.md ("After a restore") tells how to go on.`,
    );
  }
}

/** The event that was noted last. */
export interface Noted {
  readonly position: bigint;
  readonly hash: Hash;
  /** The position of the event before it; null: it is the first. */
  readonly before: bigint | null;
}

/** What was noted last; null: nothing yet. */
export const lastNoted = async (client: Pool | PoolClient): Promise<Noted | null> => {
  const { rows } = await client.query<{ position: bigint; hash: Buffer }>(
    'select position, hash from notary.leaves order by index desc limit 2',
  );
  const [last, before] = rows;
  return last === undefined ? null : { ...last, before: before?.position ?? null };
};

/**
 * The next events of the log, at most so many. Each time it is read from what was noted last, which must still be what it
 * was: nothing is signed on top of a log that was cut, whoever cut it and when. @throws LogChanged
 */
export const nextBehind = async (
  log: EventStore,
  last: Noted | null,
  most: number,
): Promise<readonly RecordedEvent[]> => {
  if (last === null) return log.readAll(null, most);
  const [event, ...next] = await log.readAll(last.before, most + 1);
  if (event?.position === last.position && eventHash(event).equals(last.hash)) return next;
  throw new LogChanged(last.position);
};

/** Why the notary stands still; null: it does not. */
export const whyItStands = async (pool: Pool, log: EventStore): Promise<LogChanged | null> => {
  try {
    await nextBehind(log, await lastNoted(pool), 0);
    return null;
  } catch (error) {
    if (error instanceof LogChanged) return error;
    throw error;
  }
};
