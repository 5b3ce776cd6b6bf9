import { CustomerRow, Missing, streamOf } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { customer, type FoldEvent, foldEvent, foldStream, type Row } from '@crm/read-models';
import type { Told } from '@crm/service-kit/questions/answers';
import type { Pool } from 'pg';
import { positionAsOf } from '../log/position-as-of.ts';

/** What the past is told from. */
export interface Past {
  readonly pool: Pool;
  readonly log: EventStore;
  /** The same log as it is stored: finding a moment takes no personal data. */
  readonly sealed: EventStore;
}

/** The customer as of a moment: its stream folded up to there, in the shape of today. @throws Missing before its time */
export const customerAsOf = async (
  { pool, log, sealed }: Past,
  id: string,
  moment: string,
): Promise<Told> => {
  const position = await positionAsOf(pool, sealed, moment);
  const events = position === null ? [] : await eventsUpTo(log, id, position);
  const [folded, last] = [foldStream(customer, events), events.at(-1)];
  if (folded === null || last === undefined) throw new Missing('customer');
  const row: Row = { ...folded, revision: last.revision };
  const body = Object.fromEntries(Object.keys(CustomerRow.shape).map((field) => [field, row[field]]));
  return { body, headers: { 'As-Of-Position': String(position) } };
};

const eventsUpTo = async (log: EventStore, id: string, position: bigint): Promise<readonly FoldEvent[]> => {
  const events: FoldEvent[] = [];
  for await (const page of log.readStream(streamOf('customer', id))) {
    const upTo = page.filter((event) => event.position <= position);
    events.push(...upTo.map(foldEvent));
    if (upTo.length < page.length) break;
  }
  return events;
};
