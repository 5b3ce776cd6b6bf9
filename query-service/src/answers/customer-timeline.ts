import { type customerQuestions, InteractionView, type QuestionParams } from '@crm/contracts';
import { type Paged, paged } from '@crm/service-kit/questions/keyset';
import { columnsOf, type RawRow, rowsOf } from '@crm/service-kit/questions/rows';
import { all, raw, sql } from '@crm/service-kit/questions/sql';

type TimelineAsked = Omit<QuestionParams<typeof customerQuestions.timeline>, 'id'>;

/** A page of a customer's timeline: interactions as they stand, voided ones too, and the changes of the record. */
export const timelineOf = (id: string, { kind, from, to, after, limit }: TimelineAsked): Paged<false> => {
  const by = [
    { column: 'occurred_at', type: 'timestamptz' },
    { column: 'position', type: 'bigint' },
  ] as const;
  return paged(
    { by, order: 'desc', after, limit },
    ({ where, end }) => sql`
      select * from (
        select ${columnsOf(InteractionView)}, position, null as type, null::jsonb as data
        from interaction
        where customer_id = ${id} and ${all([kind && sql`kind = any(${kind})`])}
        union all
        select ${asInteraction}, position, type, data
        from customer_change
        where customer_id = ${id} and ${all([kind && sql`${kind.includes('change')}::boolean`])}
      ) entries
      where ${all([from === undefined ? undefined : sql`occurred_at >= ${from}`, to === undefined ? undefined : sql`occurred_at < ${to}`])} and ${where}
      ${end}`,
    entryOf,
  );
};

/** A change in an interaction's columns: both are read from their indexes in one order. */
const changes: Readonly<Record<string, string>> = {
  customerId: 'customer_id',
  interactionId: 'event_id',
  kind: "'change'",
  occurredAt: 'recorded_at',
  recordedAt: 'recorded_at',
  recordedBy: 'actor',
};
const asInteraction = raw(
  Object.keys(InteractionView.shape)
    .map((field) => changes[field] ?? 'null')
    .join(', '),
);

const interactionIn = rowsOf(Object.keys(InteractionView.shape));

const entryOf = (row: RawRow) => ({
  id: row.interaction_id,
  kind: row.kind,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
  actor: row.recorded_by,
  position: String(row.position),
  interaction: row.type === null ? interactionIn(row) : null,
  change: row.type === null ? null : { type: row.type, data: row.data ?? {} },
  touch: null,
});
