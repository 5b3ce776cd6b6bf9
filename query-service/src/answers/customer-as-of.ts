import { CustomerRow, Missing, streamOf } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { customer, type FoldEvent, foldEvent, foldStream, type Row } from '@crm/read-models';
import type { Told } from '@crm/service-kit/questions/answers';
import { readUntil } from '../log/read-until.ts';

/** The customer as of a position: its stream folded up to there, in the shape of today. @throws Missing before its time */
export const customerAsOf = async (log: EventStore, id: string, until: bigint): Promise<Told> => {
  const events: FoldEvent[] = [];
  for await (const page of readUntil(log, streamOf('customer', id), until))
    events.push(...page.map(foldEvent));
  const [folded, last] = [foldStream(customer, events), events.at(-1)];
  if (folded === null || last === undefined) throw new Missing('customer');
  const row: Row = { ...folded, revision: last.revision };
  return { body: Object.fromEntries(Object.keys(CustomerRow.shape).map((field) => [field, row[field]])) };
};
