import {
  CustomerExport,
  CustomerRow,
  InteractionView,
  Missing,
  type RecordedEvent,
  streamOf,
} from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import {
  campaignMember,
  campaignTouch,
  customer,
  type FoldEvent,
  foldEvent,
  interaction,
  type Row,
  type RowModel,
} from '@crm/read-models';
import type { Told } from '@crm/service-kit/questions/answers';
import { readUntil } from '../log/read-until.ts';

/**
 * Everything that is held about a person, folded from the log alone, so that all of it is of one moment. Others who took
 * part in something are told only by the part they had. `until`: as of that position. @throws Missing before its time
 */
export const customerExport = async (
  log: EventStore,
  id: string,
  until: bigint | undefined,
): Promise<Told> => {
  const events: RecordedEvent[] = [];
  for await (const page of readUntil(log, streamOf('customer', id), until))
    events.push(...page.map((event) => ({ ...event, data: withoutOthers(event.data, id) })));
  const folding = events.map(foldEvent);
  const [profile] = rowsOf(customer, folding);
  if (profile === undefined) throw new Missing('customer');
  const body = {
    format: CustomerExport.shape.format.value,
    exportedAt: new Date().toISOString(),
    profile: fieldsOf(CustomerRow.shape, { ...profile, revision: events.length - 1 }),
    interactions: rowsOf(interaction, folding).map((row) => fieldsOf(InteractionView.shape, row)),
    memberships: rowsOf(campaignMember, folding),
    touches: folding.flatMap((event) => touchOf(event) ?? []),
    events: events.map(entryOf),
  };
  return { body, headers: { 'Content-Disposition': `attachment; filename="customer-${id}.json"` } };
};

/** The rows that a person's events make of a model, in the order of their beginnings. */
const rowsOf = (model: RowModel, events: readonly FoldEvent[]): readonly Row[] => {
  const rows = new Map<string, Row>();
  for (const [index, event] of events.entries()) {
    const key = model.keyOf(event);
    if (key === null) continue;
    const name = Object.values(key).join();
    const row = model.fold(rows.get(name) ?? null, event, () => events.slice(0, index));
    if (row !== null) rows.set(name, row);
  }
  return [...rows.values()].map(model.derived);
};

const touchOf = (event: FoldEvent): object | null => {
  const row = campaignTouch.rowOf(event);
  return row && { ...row, position: String(row.position) };
};

const entryOf = ({ position, revision, id: eventId, type, metadata, data }: RecordedEvent) => ({
  position: String(position),
  revision,
  eventId,
  type,
  recordedAt: metadata.recordedAt,
  actor: metadata.actor,
  data,
});

/** An interaction's data in which of other customers, and of addresses that nobody knows, only the role is left. */
const withoutOthers = (data: unknown, id: string): unknown => {
  if (!isRecord(data) || !Array.isArray(data.participants)) return data;
  const participants = data.participants.filter(isRecord).map((one) => ({
    ...one,
    customerId: one.customerId === id ? id : null,
    address: null,
  }));
  return { ...data, participants };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const fieldsOf = (shape: object, row: Row): object =>
  Object.fromEntries(Object.keys(shape).map((field) => [field, row[field] ?? null]));
