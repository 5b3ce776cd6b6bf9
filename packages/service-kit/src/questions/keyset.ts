import { Invalid } from '@crm/contracts';
import { z } from 'zod';
import { type Fragment, raw, sql } from './sql.ts';

/** What a cursor may hold, by the column's type in SQL. */
const kept = {
  text: z.string(),
  uuid: z.uuid(),
  timestamptz: z.iso.datetime(),
  bigint: z.string().regex(/^-?\d{1,19}$/),
  integer: z.int(),
} as const;

/** One column of an order. `as`: its name in the row, where it is not the column's own. */
export interface KeyColumn {
  readonly column: string;
  readonly type: keyof typeof kept;
  /** The first column may hold nulls: they come last, whichever the direction. */
  readonly nullable?: boolean;
  readonly as?: string;
}

/** How a question's rows follow one another: a unique order, so that no page repeats or leaves out a row. */
export interface Keyset {
  readonly by: readonly [KeyColumn, ...KeyColumn[]];
  readonly order: 'asc' | 'desc';
  /** The cursor of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page's answer: statements asked one after another until the page is full. */
export interface Paged<Owned extends boolean = boolean> {
  readonly segments: readonly Fragment<Owned>[];
  readonly limit: number;
  readonly cursorOf: (row: Readonly<Record<string, unknown>>) => string;
  /** Makes an item of a row whose columns are not the item's fields. */
  readonly shape: ((row: Readonly<Record<string, unknown>>) => unknown) | undefined;
}

/**
 * States an order once; the rest follows from it: where the page begins, how it is sorted, where it ends, and the
 * cursor. `select` writes the statement around the condition it is handed. @throws Invalid for a foreign cursor
 *
 * Rows without a value in the first column are a statement of their own: an index is then read in one direction from
 * one place, which `nulls last` in a descending order would not allow.
 */
export const paged = <Owned extends boolean>(
  keyset: Keyset,
  select: (within: Fragment<false>) => Fragment<Owned>,
  shape?: Paged['shape'],
): Paged<Owned> => {
  const { by, order, after, limit } = keyset;
  const [first, ...rest] = by;
  const from = after === undefined ? undefined : valuesIn(keyset, after);
  const beyond = raw(order === 'asc' ? '>' : '<');
  const position = (columns: readonly KeyColumn[], values: readonly unknown[]): Fragment<false> =>
    sql`(${list(columns.map(({ column }) => raw(column)))}) ${beyond}
        (${list(columns.map(({ type }, n) => sql`${values[n]}::${raw(type)}`))})`;

  const present = first.nullable ? sql`${raw(first.column)} is not null` : sql`true`;
  const absent = sql`${raw(first.column)} is null`;
  const conditions =
    from === undefined
      ? [present, ...(first.nullable ? [absent] : [])]
      : from[0] === null
        ? [sql`${absent} and ${position(rest, from.slice(1))}`]
        : [position(by, from), ...(first.nullable ? [absent] : [])];
  const sorted = list(by.map(({ column }) => raw(`${column} ${order}`)));
  return {
    segments: conditions.map((within) => ended(select(within), sorted, limit + 1)),
    limit,
    cursorOf: (row) => cursor(keyset, row),
    shape,
  };
};

/** A statement with its end. The cast: an end takes nothing away from whose rows it asks for. */
const ended = <Owned extends boolean>(
  statement: Fragment<Owned>,
  sorted: Fragment<false>,
  most: number,
): Fragment<Owned> => sql`${statement} order by ${sorted} limit ${most}` as unknown as Fragment<Owned>;

const list = (fragments: readonly Fragment<false>[]): Fragment<false> =>
  fragments.reduce((before, fragment) => sql`${before}, ${fragment}`);

/** The order's own name stands in the cursor: one of another order is refused, not misread. */
const nameOf = ({ by, order }: Keyset): string => `${by.map(({ column }) => column).join()} ${order}`;

const cursor = (keyset: Keyset, row: Readonly<Record<string, unknown>>): string => {
  const values = keyset.by.map(({ column, as }) => {
    const value = row[as ?? column] ?? null;
    return typeof value === 'bigint' ? String(value) : value;
  });
  return Buffer.from(JSON.stringify([nameOf(keyset), ...values])).toString('base64url');
};

const valuesIn = (keyset: Keyset, after: string): readonly unknown[] => {
  const columns = keyset.by.map(({ type, nullable }) => (nullable ? kept[type].nullable() : kept[type]));
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
