import { z } from 'zod';
import { Instant } from './primitives.ts';
import type { Permission } from './rights.ts';

/** How commands and operations are sent. */
export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** The fields of a body, a query or an event. */
export type Shape = z.ZodRawShape;

/** The names in a path's `:segments`. */
export type PathNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What a caller must be allowed to do; `ownedBy` names the owner's column where records have an owner. */
export interface Needs<Owner extends string | undefined = string | undefined> {
  readonly needs: Permission;
  readonly ownedBy: Owner;
}

/** What a command must be allowed, and the codes with which it may be refused all the same. */
interface Terms extends Needs {
  readonly refuses?: readonly string[];
}

/** A command: how it is addressed, who may give it, and the body it takes. */
export interface CommandContract<Path extends string = string, Body extends z.ZodType = z.ZodType>
  extends Terms {
  readonly method: Method;
  readonly path: Path;
  readonly summary: string;
  readonly body: Body;
  /** What it answers, `Accepted` and more; absent: nothing more. */
  readonly answer?: z.ZodType;
}

/** Declares a command. Unknown fields in the body are refused. */
export const command = <M extends Method, Path extends string, S extends Shape>(
  route: `${M} ${Path}`,
  summary: string,
  terms: Terms,
  shape: S,
  answer?: z.ZodType,
): CommandContract<Path, z.ZodObject<S, z.core.$strict>> => {
  const [method, path] = route.split(' ') as [M, Path];
  const contract = { method, path, summary, ...terms, body: z.strictObject(shape) };
  return answer === undefined ? contract : { ...contract, answer };
};

/** What a decider is handed: the body and, of the path, every name but the aggregate's own `id`. */
export type CommandData<C> =
  C extends CommandContract<infer Path, infer Body>
    ? z.output<Body> & { readonly [Name in Exclude<PathNames<Path>, 'id'>]: string }
    : never;

/** An event: its stored shape and the version of that shape. */
export interface EventContract<Data extends z.ZodType = z.ZodType> {
  readonly schema: number;
  readonly data: Data;
  /** Lifts data written at an older version, one version at a time: `upcast[1]` turns 1 into 2. */
  readonly upcast: Readonly<Record<number, (data: unknown) => unknown>>;
}

/** Declares an event. Its shape is for ever: later fields default here, nothing is renamed or tightened. */
export const event = <S extends Shape>(
  shape: S,
  { schema = 1, upcast = {} }: { schema?: number; upcast?: EventContract['upcast'] } = {},
): EventContract<z.ZodObject<S>> => ({ schema, data: z.object(shape), upcast });

/** Terms as an event of their change names them: each may be missing. */
type Changed<S extends Shape> = {
  [K in keyof S]: z.ZodOptional<S[K] extends z.ZodDefault<infer Term> ? Term : S[K]>;
};

/**
 * The terms of an event that names only what changed. Their defaults are for events written before there was the term:
 * here a default would say that a term was cleared of which the event says nothing.
 */
export const changed = <S extends Shape>(terms: S): Changed<S> =>
  Object.fromEntries(
    Object.entries(terms).map(([name, term]) => [
      name,
      z.optional(term instanceof z.ZodDefault ? term.unwrap() : term),
    ]),
  ) as Changed<S>;

/** An event's data as folds and deciders read it. */
export type EventData<E> = E extends EventContract<infer Data> ? z.output<Data> : never;

/** A map's events as a union of `{type, data}`. */
export type EventOf<Map> = {
  [T in keyof Map & string]: { readonly type: T; readonly data: EventData<Map[T]> };
}[keyof Map & string];

/** What we ask of callers today, held against what is stored: every rule's output must fit the stored term. */
export type Rules<Terms extends Shape> = { readonly [K in keyof Terms]: z.ZodType<z.input<Terms[K]>> };

/** How many a question answers: one record (else 404), all of them, or a keyset page. */
export type Cardinality = 'one' | 'many' | 'page';

/**
 * How a question is asked about the past, with `asOf`. `world`: of the whole workspace as it stood then, which has to be
 * built first. `log`: the answer tells it from the log by itself. `none`: it is about what has no past.
 */
export type Past = 'world' | 'log' | 'none';

/** What every question takes that can be asked about the past. */
const when = {
  asOf: Instant.optional().describe(
    'The moment that is asked about: everything recorded until then. Absent: now.',
  ),
};
type Timed<S extends Shape, P extends Past> = z.ZodObject<
  P extends 'none' ? S : S & typeof when,
  z.core.$strict
>;

/** A question: how it is addressed, who may ask, which read models it waits for, and what it answers. */
export interface QuestionContract<
  Path extends string = string,
  Query extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Owner extends string | undefined = string | undefined,
  Many extends Cardinality = Cardinality,
> extends Needs<Owner> {
  readonly method: 'GET';
  readonly path: Path;
  readonly summary: string;
  /** Read models whose checkpoints must have reached the caller's consistency token. */
  readonly reads: readonly string[];
  readonly past: Past;
  readonly query: Query;
  readonly cardinality: Many;
  /** One item of the answer. */
  readonly row: Answer;
}

/** What of the answer: `one(Row)`, `many(Row)`, `page(Row)`. */
interface Answered<Row extends z.ZodType, Many extends Cardinality> {
  readonly cardinality: Many;
  readonly row: Row;
}
export const one = <Row extends z.ZodType>(row: Row): Answered<Row, 'one'> => ({ cardinality: 'one', row });
export const many = <Row extends z.ZodType>(row: Row): Answered<Row, 'many'> => ({
  cardinality: 'many',
  row,
});
export const page = <Row extends z.ZodType>(row: Row): Answered<Row, 'page'> => ({
  cardinality: 'page',
  row,
});

/** Declares a question, to be asked about the past as well where nothing else is said. Unknown parameters are refused. */
export const question = <
  Path extends string,
  S extends Shape,
  Row extends z.ZodType,
  const Owner extends string | undefined,
  Many extends Cardinality,
  const P extends Past = 'world',
>(
  route: `GET ${Path}`,
  summary: string,
  rights: Needs<Owner> & { readonly reads: readonly string[]; readonly past?: P },
  query: S,
  answer: Answered<Row, Many>,
): QuestionContract<Path, Timed<S, P>, Row, Owner, Many> => {
  const past = rights.past ?? 'world';
  return {
    method: 'GET',
    path: route.slice('GET '.length) as Path,
    summary,
    ...rights,
    past,
    query: z.strictObject({ ...query, ...(past === 'none' ? {} : when) }) as unknown as Timed<S, P>,
    ...answer,
  };
};

/** What an answer is handed: the query and every name of the path. */
export type QuestionParams<Q> =
  Q extends QuestionContract<infer Path, infer Query, z.ZodType, string | undefined>
    ? z.output<Query> & { readonly [Name in PathNames<Path>]: string }
    : never;

/** The parameters every paged question takes. `after` is the `next` of the page before. */
export const paging = {
  after: z.string().max(1000).optional().describe('The `next` of the page before. Absent: the first page.'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items a page.'),
};

/** A page as it travels: its items and the cursor of the next one (null on the last). */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}
