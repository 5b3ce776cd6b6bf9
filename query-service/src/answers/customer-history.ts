import {
  type customerQuestions,
  type HistoryEntry,
  Missing,
  type QuestionParams,
  type RecordedEvent,
  streamOf,
} from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import type { Told } from '@crm/service-kit/questions/answers';
import { cursorOf, type Keyset, valuesAfter } from '@crm/service-kit/questions/keyset';
import { customerRecord } from '../log/customer-record.ts';
import { readUntil } from '../log/read-until.ts';

type HistoryAsked = Omit<QuestionParams<typeof customerQuestions.history>, 'id' | 'asOf'> & {
  /** Where it ends; undefined: it has not ended. */
  readonly until: bigint | undefined;
};

/**
 * A page of everything that ever happened to a customer, as the log has it: who, when, why, and old and new values.
 * A later page folds what comes before it as well: old values are nowhere written down. @throws Missing before its time
 */
export const customerHistory = async (
  log: EventStore,
  id: string,
  { after, limit, until }: HistoryAsked,
): Promise<Told> => {
  const keyset: Keyset = { by: [{ column: 'revision', type: 'integer' }], order: 'asc', after, limit };
  const [last = -1] = valuesAfter(keyset) as readonly [number?];
  const record = customerRecord();
  const entries: HistoryEntry[] = [];
  for await (const page of readUntil(log, streamOf('customer', id), until)) {
    for (const event of page) {
      if (entries.length > limit) break;
      if (event.revision <= last) record.fold(event);
      else entries.push({ ...entryOf(event), changes: [...record.changesBy(event)] });
    }
    if (entries.length > limit) break;
  }
  if (entries.length === 0 && last === -1) throw new Missing('customer');
  const end = entries[limit - 1];
  const next = entries.length > limit && end !== undefined ? cursorOf(keyset, end) : null;
  return { body: { items: entries.slice(0, limit), next } };
};

const entryOf = (event: RecordedEvent): Omit<HistoryEntry, 'changes'> => {
  const { recordedAt, actor, correlation, causation, import: source = null } = event.metadata;
  return {
    position: String(event.position),
    revision: event.revision,
    eventId: event.id,
    type: event.type,
    recordedAt,
    actor,
    correlation,
    causation,
    import: source,
    data: event.data as Record<string, unknown>,
  };
};
