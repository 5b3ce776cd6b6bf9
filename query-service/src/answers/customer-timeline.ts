import { type customerQuestions, InteractionView, type QuestionParams } from '@crm/contracts';
import { type Paged, paged } from '@crm/service-kit/questions/keyset';
import { columnsOf, type RawRow, rowsOf } from '@crm/service-kit/questions/rows';
import { all, type Fragment, raw, sql } from '@crm/service-kit/questions/sql';

type TimelineAsked = Omit<QuestionParams<typeof customerQuestions.timeline>, 'id'>;

/**
 * A page of a customer's timeline: interactions as they stand, voided ones too, the changes of the record, and what
 * campaigns did and what came back.
 */
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
        select ${changes}, position, type, data
        from customer_change
        where customer_id = ${id} and ${all([kind && sql`${kind.includes('change')}::boolean`])}
        union all
        select ${touches}, position, null, jsonb_build_object(
          'campaignId', campaign_id,
          'campaignName', (select name from campaign where id = campaign_id),
          'kind', kind,
          'channel', channel,
          'variant', variant,
          'url', url
        )
        from campaign_touch
        where customer_id = ${id} and ${all([kind && sql`${kind.includes('touch')}::boolean`])}
      ) entries
      where ${all([from === undefined ? undefined : sql`occurred_at >= ${from}`, to === undefined ? undefined : sql`occurred_at < ${to}`])} and ${where}
      ${end}`,
    entryOf,
  );
};

/** Another line in an interaction's columns: all are read from their indexes in one order. */
const asInteraction = (columns: Readonly<Record<string, string>>): Fragment<false> =>
  raw(
    Object.keys(InteractionView.shape)
      .map((field) => columns[field] ?? 'null')
      .join(', '),
  );
const recorded = { customerId: 'customer_id', recordedAt: 'recorded_at', recordedBy: 'actor' };
const changes = asInteraction({
  ...recorded,
  interactionId: 'event_id',
  kind: "'change'",
  occurredAt: 'recorded_at',
});
const touches = asInteraction({
  ...recorded,
  interactionId: 'touch_id',
  kind: "'touch'",
  occurredAt: 'occurred_at',
});

const interactionIn = rowsOf(Object.keys(InteractionView.shape));

const entryOf = (row: RawRow) => ({
  id: row.interaction_id,
  kind: row.kind,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
  actor: row.recorded_by,
  position: String(row.position),
  interaction: row.kind === 'change' || row.kind === 'touch' ? null : interactionIn(row),
  change: row.kind === 'change' ? { type: row.type, data: row.data ?? {} } : null,
  touch: row.kind === 'touch' ? row.data : null,
});
