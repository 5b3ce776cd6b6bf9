import type { EventStore } from '@crm/event-store';
import { eventHash } from '@crm/proofs';
import type { PoolClient } from 'pg';
import type { Progress } from './progress.ts';

/** The log no longer ends, or goes on, as it was noted: it was restored from an older copy, or tampered with. */
export class LogChanged extends Error {
  override name = 'LogChanged';
}

/**
 * Looks whether the event that was noted last is still what it was: nothing is signed on top of a log that was cut.
 * @throws LogChanged
 */
export const mustStillStand = async (client: PoolClient, log: EventStore, noted: Progress): Promise<void> => {
  if (noted.frontier.size === 0) return;
  const { rows } = await client.query<{ position: bigint; hash: Buffer }>(
    'select position, hash from notary.leaves where index >= $1 order by index desc limit 2',
    [noted.frontier.size - 2],
  );
  const [last, before] = rows;
  const [event] = await log.readAll(before?.position ?? null, 1);
  if (last !== undefined && event?.position === last.position && eventHash(event).equals(last.hash)) return;
  throw new LogChanged(
    `The event that was noted last (position ${noted.position}) is no longer what it was: nothing more is signed. \`crm audit verify --log\` names what was changed.`,
  );
};
