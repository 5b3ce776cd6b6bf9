import type { EventStore } from '@crm/event-store';
import { foldEvent, type Row, type RowModel } from '@crm/read-models';
import { type Folded, foldRows, type Keyed } from './fold-batch.ts';

/** Folds a batch; keys whose folds ask for their streams' earlier events are folded again with them. */
export const foldWithHistory = async (
  store: EventStore,
  model: RowModel,
  keys: ReadonlyMap<string, Keyed>,
  rows: ReadonlyMap<string, Row>,
): Promise<Folded> => {
  const first = foldRows(model, keys, rows);
  if (first.wanting.length === 0) return first;
  const streams = new Set(first.wanting);
  const read = await store.readStreams([...streams].map((stream) => ({ stream })));
  const histories = new Map([...read].map(([stream, events]) => [stream, events.map(foldEvent)]));
  const done = new Set([...first.changes, ...first.poisons].map(({ key }) => key));
  const left = new Map(
    [...keys].filter(([key, { events }]) => !done.has(key) && streams.has(events[0]?.recorded.stream ?? '')),
  );
  const second = foldRows(model, left, rows, histories);
  return {
    changes: [...first.changes, ...second.changes],
    poisons: [...first.poisons, ...second.poisons],
    wanting: [],
  };
};
