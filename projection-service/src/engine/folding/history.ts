import type { RecordedEvent } from '@crm/contracts';
import type { EventStore } from '@crm/event-store';
import { foldEvent, type Row, type RowModel } from '@crm/read-models';
import { byKey, type Folded, foldRows, type Keyed } from './fold-batch.ts';

/**
 * Folds a batch; keys whose folds ask for their streams' earlier events are folded again with them. So are those whose
 * row is gone though their stream goes on: erased people are taken out of builds that are kept, and come back as what
 * their events still tell.
 */
export const foldWithHistory = async (
  store: EventStore,
  model: RowModel,
  keys: ReadonlyMap<string, Keyed>,
  rows: ReadonlyMap<string, Row>,
): Promise<Folded> => {
  const first = foldRows(model, keys, rows);
  const lost = new Set(
    first.poisons.filter((poison) => isWithoutRow(model, keys, rows, poison)).map(({ key }) => key),
  );
  if (first.wanting.length + lost.size === 0) return first;
  const done = new Set(
    [...first.changes, ...first.poisons].map(({ key }) => key).filter((key) => !lost.has(key)),
  );
  const wanting = new Set(first.wanting);
  const left = new Map(
    [...keys].filter(([key, keyed]) => !done.has(key) && (lost.has(key) || wanting.has(streamOf(keyed)))),
  );
  const streams = new Set([...left.values()].map(streamOf));
  const read = await store.readStreams([...streams].map((stream) => ({ stream })));
  const histories = new Map([...read].map(([stream, events]) => [stream, events.map(foldEvent)]));
  const found = new Map(rows);
  for (const key of lost) {
    const row = rowBefore(model, key, left.get(key), read);
    if (row !== null) found.set(key, row);
  }
  const second = foldRows(model, left, found, histories);
  return {
    changes: [...first.changes.filter(({ key }) => done.has(key)), ...second.changes],
    poisons: [...first.poisons.filter(({ key }) => done.has(key)), ...second.poisons],
    wanting: [],
  };
};

const streamOf = ({ events }: Keyed): string => events[0]?.recorded.stream ?? '';

/** Whether a key could not be folded from its first event on, which begins no row, and there is none. */
const isWithoutRow = (
  model: RowModel,
  keys: ReadonlyMap<string, Keyed>,
  rows: ReadonlyMap<string, Row>,
  { key, event }: { readonly key: string; readonly event: RecordedEvent },
): boolean =>
  !rows.has(key) &&
  keys.get(key)?.events[0]?.recorded === event &&
  event.revision > 0 &&
  !model.begins(event.type);

/** The row of a key as all events before a batch make it; null: they make none. */
const rowBefore = (
  model: RowModel,
  key: string,
  keyed: Keyed | undefined,
  read: ReadonlyMap<string, readonly RecordedEvent[]>,
): Row | null => {
  const first = keyed?.events[0]?.recorded;
  if (first === undefined) return null;
  const earlier = (read.get(first.stream) ?? []).filter(({ position }) => position < first.position);
  const histories = new Map([[first.stream, earlier.map(foldEvent)]]);
  const of = byKey(model, earlier).get(key);
  return foldRows(model, new Map(of && [[key, of]]), new Map(), histories).changes[0]?.after ?? null;
};
