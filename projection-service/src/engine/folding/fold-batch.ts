import type { RecordedEvent } from '@crm/contracts';
import {
  type FoldEvent,
  foldEvent,
  HistoryNeeded,
  type LogModel,
  type ReadModel,
  type Row,
  type RowModel,
} from '@crm/read-models';

/** One row before and after a batch. */
export interface Change {
  readonly key: string;
  readonly before: Row | null;
  readonly after: Row;
}

/** An event that a model could not take: its key stands still from here on. */
export interface Poison {
  readonly key: string;
  readonly event: RecordedEvent;
  readonly error: unknown;
}

/** A key as text: the identity of a row within its model. */
export const keyText = ({ key }: ReadModel, row: Row): string => {
  const [column = '', ...others] = key;
  const value = row[column];
  // Nearly every key is one id: as JSON it is a third of what a rebuild takes to find its rows.
  if (others.length === 0 && typeof value === 'string' && id.test(value)) return `["${value}"]`;
  return JSON.stringify(key.map((each) => plain(row[each])));
};

const id = /^[\w-]*$/;

/** The events of a batch that are about one row. */
export interface Keyed {
  readonly key: Row;
  readonly events: readonly Folding[];
}
interface Folding {
  readonly fold: FoldEvent;
  readonly recorded: RecordedEvent;
}

/** The events of a batch that a row model folds, by key. An event whose key cannot be told is nobody's. */
export const byKey = (model: RowModel, batch: readonly RecordedEvent[]): ReadonlyMap<string, Keyed> => {
  const keys = new Map<string, { key: Row; events: Folding[] }>();
  for (const recorded of batch) {
    const fold = foldEvent(recorded);
    const key = model.keyOf(fold);
    if (key === null) continue;
    const text = keyText(model, key);
    const known = keys.get(text);
    if (known === undefined) keys.set(text, { key, events: [{ fold, recorded }] });
    else known.events.push({ fold, recorded });
  }
  return keys;
};

/** The keys whose rows must be loaded first: those whose first event does not begin a row. */
export const toLoad = (model: RowModel, keys: ReadonlyMap<string, Keyed>): readonly Row[] =>
  [...keys.values()].flatMap(({ key, events }) => (model.begins(events[0]?.fold.type ?? '') ? [] : [key]));

/** What folding a batch came to. */
export interface Folded {
  readonly changes: readonly Change[];
  readonly poisons: readonly Poison[];
  /** Streams whose earlier events a fold asked for: of their keys nothing was folded yet. */
  readonly wanting: readonly string[];
}

/**
 * Folds a batch's events over the rows they are about. A fold that throws parks its key at that event, not the batch:
 * what came before it holds, however the events were cut into batches.
 */
export const foldRows = (
  model: RowModel,
  keys: ReadonlyMap<string, Keyed>,
  rows: ReadonlyMap<string, Row>,
  histories: ReadonlyMap<string, readonly FoldEvent[]> = new Map(),
): Folded => {
  const changes: Change[] = [];
  const poisons: Poison[] = [];
  const wanting: string[] = [];
  for (const [key, { events }] of keys) {
    const before = rows.get(key) ?? null;
    const { row: after, stopped } = foldKey(model, before, events, histories);
    if (stopped?.error instanceof HistoryNeeded) {
      wanting.push(stopped.event.stream);
      continue;
    }
    if (stopped !== null) poisons.push({ key, ...stopped });
    if (after !== null && !isSame(before, after)) changes.push({ key, before, after });
  }
  return { changes, poisons, wanting };
};

const foldKey = (
  model: RowModel,
  before: Row | null,
  events: readonly Folding[],
  histories: ReadonlyMap<string, readonly FoldEvent[]>,
): { readonly row: Row | null; readonly stopped: Omit<Poison, 'key'> | null } => {
  const brought = (after: Row | null) => (after === null || after === before ? after : model.derived(after));
  let row = before;
  for (const { fold, recorded } of events) {
    const history = histories.get(recorded.stream);
    const earlier = history && (() => history.filter(({ position }) => position < fold.position));
    try {
      row = model.fold(row, fold, earlier);
    } catch (error) {
      return { row: brought(row), stopped: { event: recorded, error } };
    }
  }
  return { row: brought(row), stopped: null };
};

/** The rows that a batch adds to a log. An event that throws leaves its own row out, no other. */
export const foldLog = (
  model: LogModel,
  batch: readonly RecordedEvent[],
): { readonly rows: readonly Row[]; readonly poisons: readonly Poison[] } => {
  const rows: Row[] = [];
  const poisons: Poison[] = [];
  for (const event of batch)
    try {
      const row = model.rowOf(foldEvent(event));
      if (row !== null) rows.push(row);
    } catch (error) {
      poisons.push({ key: logKey(event), event, error });
    }
  return { rows, poisons };
};

/** A log row's key, as it is parked. */
export const logKey = ({ position }: RecordedEvent): string => JSON.stringify([String(position)]);

const isSame = (before: Row | null, after: Row): boolean =>
  before === after ||
  (before !== null && Object.keys(after).every((column) => isAlike(before[column], after[column])));

/** What a fold left as it was is the same object: few columns are compared by their text. */
const isAlike = (before: Row[string] | undefined, after: Row[string] | undefined): boolean =>
  before === after || (typeof after === 'object' && JSON.stringify(before) === JSON.stringify(after));

/** A column's value as JSON takes it: positions as text, because JSON has no big integers. They are never nested. */
export const plain = (value: Row[string] | undefined): Row[string] | undefined =>
  typeof value === 'bigint' ? String(value) : value;
