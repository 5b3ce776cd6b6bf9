import {
  type EventContract,
  type EventOf,
  entityOf,
  type Permission,
  type RecordedEvent,
} from '@crm/contracts';
import type { z } from 'zod';
import type { Personal } from './erasure.ts';

type Events = Readonly<Record<string, EventContract>>;

/** An event as a fold reads it: its data beside who, when and where. */
export interface FoldEvent<Data = unknown> {
  readonly data: Data;
  readonly type: string;
  readonly eventId: string;
  /** The id in the stream's name. */
  readonly entityId: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: string;
  readonly actor: string;
}

/** The events of the stream before the one at hand, oldest first. @throws HistoryNeeded where nobody brought them */
export type Earlier<E extends Events = Events> = () => readonly TypedFoldEvent<E>[];

/** A fold cannot go on from the row alone: read its stream, and fold the key again with the earlier events. */
export class HistoryNeeded extends Error {
  override name = 'HistoryNeeded';
}

/** Says that an event means nothing to a read model. It is written, never implied. */
export const ignore = null;

/** The data of one type of a map. */
type DataOf<E extends Events, T> = Extract<EventOf<E>, { type: T }>['data'];

/** Any event of a map as a fold reads it, told apart by its type. */
type TypedFoldEvent<E extends Events> = {
  [T in keyof E & string]: FoldEvent<DataOf<E, T>> & { readonly type: T };
}[keyof E & string];

/** A value of one row's column, as the tables take it. */
export type Column = string | number | bigint | boolean | null | readonly unknown[] | object;
export type Row = Readonly<Record<string, Column>>;

/** Who is told at once when rows change: whoever has the permission, of customers only those that it reaches. */
export interface Tells<Column extends string = string> {
  readonly needs: Permission;
  /** The key column that names the customer a row is about; absent: it is about none. */
  readonly customer?: Column;
}

/** What every read model has, whatever its shape. */
interface Base {
  /** The name of the view that answers read; the table is `<name>_v<version>`. */
  readonly name: string;
  readonly version: number;
  /** Columns in the tables' order. */
  readonly columns: readonly string[];
  /** The columns that make a row unique. */
  readonly key: readonly string[];
  /** Absent: nobody is told, since nobody asks this model alone. */
  readonly tells: Tells | undefined;
  /** Absent: nothing is personal, or the fold clears it. */
  readonly personal?: { readonly of: string; readonly cleared: Row } | undefined;
}

/** Shape 1: a row per key, folded event by event. A key belongs to one stream. */
export interface RowModel extends Base {
  readonly shape: 'row';
  /** The key that an event is about. Null: it says nothing to this model. */
  readonly keyOf: (event: FoldEvent) => Row | null;
  /** The types of events that it folds, or passes over knowingly: its folds see no others. */
  readonly types: ReadonlySet<string>;
  /** Whether events of this type always begin a row: then there is none to load. */
  readonly begins: (type: string) => boolean;
  /**
   * The row after an event; columns that follow from others may stay behind. Throws on an event that does not fit: the
   * engine parks its key.
   * @throws HistoryNeeded where the row alone does not tell, and `earlier` is missing
   */
  readonly fold: Fold<Row | null>;
  /** Brings up the columns that follow from others. Never throws. */
  readonly derived: (row: Row) => Row;
}

type Fold<After> = (row: Row | null, event: FoldEvent, earlier?: () => readonly FoldEvent[]) => After;

/** Shape 2: counters, derived from how rows of a row model change; they can neither drift nor count twice. */
export interface Summary extends Base {
  readonly shape: 'summary';
  readonly over: string;
  /** What one row adds to the counters: the change of a row takes away the old and adds the new. */
  readonly counts: (row: Row) => Row | null;
}

/** Shape 3: one row per event, keyed by position, never changed but for the personal columns of erased subjects. */
export interface LogModel extends Base {
  readonly shape: 'log';
  /** The types of events that it may have rows for. */
  readonly types: ReadonlySet<string>;
  readonly rowOf: (event: FoldEvent) => Row | null;
}

export type ReadModel = RowModel | Summary | LogModel;

/** A recorded event as folds read it. */
export const foldEvent = ({
  data,
  type,
  id,
  stream,
  revision,
  position,
  metadata,
}: RecordedEvent): FoldEvent => ({
  data,
  type,
  eventId: id,
  entityId: entityOf(stream),
  revision,
  position,
  recordedAt: metadata.recordedAt,
  actor: metadata.actor,
});

/**
 * Declares a row model. `first` names the types that begin a row; every other one needs a row to change. `again`: those
 * types also come where there is a row already. `derive`: the columns that follow from the others, which no fold need set.
 */
export const readModel = <S extends z.ZodObject, E extends Events, First extends keyof E & string>(
  name: string,
  schema: S,
  {
    version,
    tells,
    personal,
    key,
    keyOf,
    first,
    again = false,
    derive,
    on,
  }: {
    readonly version: number;
    readonly of: E;
    readonly tells?: Tells<keyof z.output<S> & string>;
    readonly personal?: Personal<S>;
    readonly key: readonly (keyof z.output<S> & string)[];
    readonly keyOf: (event: FoldEvent<EventOf<E>['data']>) => Partial<z.output<S>>;
    readonly first: readonly First[];
    readonly again?: boolean;
    readonly derive?: (row: z.output<S>) => Partial<z.output<S>>;
    readonly on: {
      readonly [T in keyof E & string]:
        | ((
            row: T extends First ? z.output<S> | null : z.output<S>,
            event: FoldEvent<DataOf<E, T>> & { readonly type: T },
            earlier: Earlier<E>,
          ) => z.output<S>)
        | typeof ignore;
    };
  },
): RowModel => {
  const folds = on as unknown as Readonly<Record<string, Fold<Row> | null | undefined>>;
  return {
    shape: 'row',
    name,
    version,
    columns: Object.keys(schema.shape),
    key,
    tells,
    personal: personal as RowModel['personal'],
    types: new Set(Object.keys(on)),
    begins: (type) => !again && first.includes(type as First),
    keyOf: (event) => (folds[event.type] ? (keyOf(event as never) as Row) : null),
    fold: (row, event, earlier = notAtHand) => {
      const fold = folds[event.type];
      if (!fold) return row;
      if (row === null && !first.includes(event.type as First))
        throw new Error(`${event.type} at ${event.position} finds no row in ${name}`);
      return fold(row, event, earlier);
    },
    derived: (row) => (derive ? { ...row, ...(derive(row as never) as Row) } : row),
  };
};

const notAtHand = (): never => {
  throw new HistoryNeeded('the earlier events of the stream are not at hand');
};

/** The whole row after an event. Whoever folds many at once calls the model's own fold, and derives in the end. */
export const foldRow = (
  model: RowModel,
  row: Row | null,
  event: FoldEvent,
  earlier?: () => readonly FoldEvent[],
): Row | null => {
  const after = model.fold(row, event, earlier);
  return after === null || after === row ? after : model.derived(after);
};

/** A stream's row after all these events: one record as of any moment. For models with one row a stream. */
export const foldStream = (model: RowModel, events: readonly FoldEvent[]): Row | null => {
  const row = events.reduce<Row | null>(
    (row, event, index) => model.fold(row, event, () => events.slice(0, index)),
    null,
  );
  return row && model.derived(row);
};

/** Declares counters over a row model. */
export const summary = <S extends z.ZodObject>(
  name: string,
  schema: S,
  {
    version,
    over,
    tells,
    key,
    counts,
  }: {
    readonly version: number;
    readonly over: RowModel;
    readonly tells?: Tells;
    readonly key: readonly (keyof z.output<S> & string)[];
    readonly counts: (row: never) => z.output<S> | null;
  },
): Summary => ({
  shape: 'summary',
  name,
  version,
  over: over.name,
  columns: Object.keys(schema.shape),
  key,
  tells,
  counts: counts as Summary['counts'],
});

/** Declares a log model. */
export const logModel = <S extends z.ZodObject, E extends Events>(
  name: string,
  schema: S,
  {
    version,
    personal,
    on,
  }: {
    readonly version: number;
    readonly of: E;
    readonly personal: Personal<S>;
    readonly on: {
      readonly [T in keyof E & string]: ((event: FoldEvent<DataOf<E, T>>) => z.output<S>) | typeof ignore;
    };
  },
): LogModel => {
  const rows = on as Readonly<Record<string, ((event: FoldEvent) => Row) | null | undefined>>;
  return {
    shape: 'log',
    name,
    version,
    columns: Object.keys(schema.shape),
    key: ['position'],
    tells: undefined,
    personal: personal as LogModel['personal'],
    types: new Set(Object.keys(on)),
    rowOf: (event) => rows[event.type]?.(event) ?? null,
  };
};
