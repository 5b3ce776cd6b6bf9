import { entityOf, type RecordedEvent } from '@crm/contracts';
import {
  erasedBy,
  foldEvent,
  type LogModel,
  type ReadModel,
  type Row,
  type RowModel,
} from '@crm/read-models';
import { keyText, logKey, type Poison } from '../../engine/folding/fold-batch.ts';
import type { Pace } from './pace.ts';

/** A row as its events leave it, and the event before which it stands still. */
export interface Entry {
  readonly stream: string;
  readonly row: Row | null;
  readonly poison: Poison | null;
}

/** What a model has of some streams; a log's rows are never changed, so they need no key. */
export type FoldedModel = FoldedRows | FoldedLog;
interface FoldedRows {
  readonly model: RowModel;
  readonly entries: Map<string, Entry>;
}
interface FoldedLog {
  readonly model: LogModel;
  readonly rows: Row[];
  readonly poisons: Poison[];
}

/** Some streams with all their events, folded by every model. */
export interface FoldedStreams {
  readonly models: readonly FoldedModel[];
  /** Every stream's events, in order. */
  readonly streams: ReadonlyMap<string, readonly RecordedEvent[]>;
  /** Whom its events erase. */
  readonly erased: ReadonlySet<string>;
}

/** Folds streams in memory: whatever a fold asks of a stream's earlier events is at hand. */
export const foldStreams = async (
  models: readonly ReadModel[],
  pages: readonly (readonly RecordedEvent[])[],
  pace: Pace,
): Promise<FoldedStreams> => {
  const folded = models.flatMap(begun);
  const byType = new Map<string, FoldedModel[]>();
  const streams = new Map<string, RecordedEvent[]>();
  const erased = new Set<string>();
  for (const page of pages) {
    for (const event of page) {
      const told = streams.get(event.stream) ?? [];
      if (told.length === 0) streams.set(event.stream, told);
      takeIn(concerned(byType, folded, event.type), event, told);
      told.push(event);
      if (erasedBy(event) !== null) erased.add(entityOf(event.stream));
    }
    await pace();
  }
  for (const one of folded) if ('entries' in one) derive(one);
  return { models: folded, streams, erased };
};

/** Once a row, where an engine that follows derives them with every event. */
const derive = ({ model, entries }: FoldedRows): void => {
  for (const [key, entry] of entries)
    if (entry.row !== null) entries.set(key, { ...entry, row: model.derived(entry.row) });
};

/** What a model's rows are in the end: the erased are taken out of them, as the engine does where it folds live. */
export const standingRows = (folded: FoldedModel, erased: ReadonlySet<string>): readonly Row[] => {
  const rows =
    'rows' in folded
      ? folded.rows
      : [...folded.entries.values()].flatMap((entry) => standing(folded, entry, erased));
  const { personal } = folded.model;
  if (personal === undefined || erased.size === 0) return rows;
  return rows.map((row) => (erased.has(String(row[personal.of])) ? { ...row, ...personal.cleared } : row));
};

/** No fold clears a row that stands still: the person's own goes away. */
const standing = (
  { model }: FoldedRows,
  { row, stream, poison }: Entry,
  erased: ReadonlySet<string>,
): readonly Row[] => {
  if (row === null) return [];
  const id = entityOf(stream);
  const isOwn = model.personal === undefined && model.tells?.customer !== undefined;
  return isOwn && poison?.key === JSON.stringify([id]) && erased.has(id) ? [] : [row];
};

const begun = (model: ReadModel): readonly FoldedModel[] => {
  if (model.shape === 'row') return [{ model, entries: new Map() }];
  return model.shape === 'log' ? [{ model, rows: [], poisons: [] }] : [];
};

const concerned = (
  byType: Map<string, FoldedModel[]>,
  folded: readonly FoldedModel[],
  type: string,
): readonly FoldedModel[] => {
  const known = byType.get(type);
  if (known !== undefined) return known;
  const found = folded.filter(({ model }) => model.types.has(type));
  byType.set(type, found);
  return found;
};

const takeIn = (
  folded: readonly FoldedModel[],
  event: RecordedEvent,
  told: readonly RecordedEvent[],
): void => {
  const fold = foldEvent(event);
  const before = told.length;
  const earlier = () => told.slice(0, before).map(foldEvent);
  for (const one of folded) {
    if ('rows' in one) {
      try {
        const row = one.model.rowOf(fold);
        if (row !== null) one.rows.push(row);
      } catch (error) {
        one.poisons.push({ key: logKey(event), event, error });
      }
      continue;
    }
    const { model, entries } = one;
    const keyRow = model.keyOf(fold);
    if (keyRow === null) continue;
    const key = keyText(model, keyRow);
    const entry = entries.get(key);
    if (entry?.poison) continue;
    const row = entry?.row ?? null;
    try {
      entries.set(key, { stream: event.stream, row: model.fold(row, fold, earlier), poison: null });
    } catch (error) {
      entries.set(key, { stream: event.stream, row, poison: { key, event, error } });
    }
  }
};
