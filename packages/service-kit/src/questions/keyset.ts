import { Day, Instant, Invalid } from '@crm/contracts';
import { z } from 'zod';
import type { RawRow } from './rows.ts';
import { type Fragment, raw, sql } from './sql.ts';

/** What a cursor may hold, by the column's type in SQL. */
const kept = {
  text: z.string().regex(/^[^\0]*$/),
  uuid: z.uuid(),
  timestamptz: Instant,
  date: Day,
  bigint: z.string().regex(/^-?\d{1,18}$/),
  integer: z.int32(),
} as const;

/** One column of an order. */
export interface KeyColumn {
  readonly column: string;
  readonly type: keyof typeof kept;
  /** Its nulls come last, whichever the direction. Of the first column only. */
  readonly nullable?: boolean;
}

/** How a question's rows follow one another: a unique order, so that no page repeats or leaves out a row. */
export interface Keyset {
  /** Each is a column of the statement and of its rows. */
  readonly by: readonly [KeyColumn, ...KeyColumn[]];
  readonly order: 'asc' | 'desc';
  /** The cursor of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What a statement writes into itself, so that its rows are those of one page. */
export interface Within {
  /** Where the page begins. */
  readonly where: Fragment<false>;
  /** How it is sorted: `order by …`. */
  readonly sorted: Fragment<false>;
  /** How it is sorted and where it ends. Stands at the end; an inner statement that has to end early has it too. */
  readonly end: Fragment<false>;
}

/** A page's answer: statements asked one after another until the page is full. */
export interface Paged<Owned extends boolean = boolean> {
  readonly segments: readonly Fragment<Owned>[];
  readonly limit: number;
  readonly cursorOf: (row: RawRow) => string;
  /** Makes an item of a row whose columns are not the item's fields. */
  readonly shape: ((row: RawRow) => unknown) | undefined;
}

/**
 * States an order once; the rest follows from it: where the page begins, how it is sorted, where it ends, and the
 * cursor of the next one. @throws Invalid for a cursor of another question or order
 *
 * Rows without a value in the first column are a statement of their own, asked when the others do not fill the page: an
 * index is then read in one direction from one place, which `nulls last` in a descending order would not allow.
 */
export const paged = <Owned extends boolean>(
  keyset: Keyset,
  select: (within: Within) => Fragment<Owned>,
  shape?: Paged['shape'],
): Paged<Owned> => {
  const { by, order, limit } = keyset;
  const sorted = sql`order by ${list(by.map(({ column }) => raw(`${column} ${order}`)))}`;
  const end = sql`${sorted} limit ${limit + 1}`;
  return {
    segments: beginnings(keyset).map((where) => select({ where, sorted, end })),
    limit,
    cursorOf: (row) => cursorOf(keyset, row),
    shape,
  };
};

const beginnings = (keyset: Keyset): readonly Fragment<false>[] => {
  const { by, order, after } = keyset;
  const [{ column, nullable }, ...rest] = by;
  const [present, absent] = [sql`${raw(column)} is not null`, sql`${raw(column)} is null`];
  if (after === undefined) return nullable ? [present, absent] : [sql`true`];
  const values = valuesAfter(keyset);
  const beyond = (columns: readonly KeyColumn[], values: readonly unknown[]): Fragment<false> =>
    sql`(${list(columns.map(({ column }) => raw(column)))}) ${raw(order === 'asc' ? '>' : '<')}
      (${list(columns.map(({ type }, n) => sql`${values[n]}::${raw(type)}`))})`;
  if (values[0] === null) return [sql`${absent} and ${beyond(rest, values.slice(1))}`];
  return nullable ? [beyond(by, values), absent] : [beyond(by, values)];
};

const list = (fragments: readonly Fragment<false>[]): Fragment<false> =>
  fragments.reduce((before, fragment) => sql`${before}, ${fragment}`);

/** The order's own name stands in the cursor: one of another order is refused, not misread. */
const nameOf = ({ by, order }: Keyset): string => `${by.map(({ column }) => column).join()} ${order}`;

/** The cursor of the page that follows a row. */
export const cursorOf = (keyset: Keyset, row: RawRow): string => {
  const values = keyset.by.map(({ column }) => row[column] ?? null);
  const json = JSON.stringify([
    nameOf(keyset),
    ...values.map((value) => (isBig(value) ? `${value}` : value)),
  ]);
  return Buffer.from(json).toString('base64url');
};

const isBig = (value: unknown): value is bigint => typeof value === 'bigint';

/** The values of the last row of the page before; none on the first page. @throws Invalid for a foreign cursor */
export const valuesAfter = (keyset: Keyset): readonly unknown[] => {
  const { by, after } = keyset;
  if (after === undefined) return [];
  const columns = by.map(({ type, nullable }) => (nullable ? kept[type].nullable() : kept[type]));
  const parsed = z
    .tuple([z.literal(nameOf(keyset)), ...columns])
    .safeParse(jsonIn(Buffer.from(after, 'base64url').toString()));
  if (parsed.success) return parsed.data.slice(1);
  throw new Invalid([{ path: 'after', message: 'must be the `next` of a page of the same question' }]);
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
