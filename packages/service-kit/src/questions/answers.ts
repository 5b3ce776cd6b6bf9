import { type Actor, Missing, type QuestionContract, type QuestionParams, type Scope } from '@crm/contracts';
import type { Pool } from 'pg';
import type { Paged } from './keyset.ts';
import { type Fragment, raw, sql, vouched } from './sql.ts';

/** When a question is asked about: now, or as of a moment. */
export interface Moment {
  /** Its search path is the world that is asked about. */
  readonly pool: Pool;
  /** Where in the log the past ends that is asked about; absent: now. */
  readonly until?: bigint;
}

/** What an answer is handed beside the question's parameters. */
export interface Asked extends Moment {
  readonly actor: Actor;
  /** Holds for the rows that the caller may see, by the column that names their owner. */
  readonly visible: (column: string) => Fragment<true>;
}

/** An answer in finished form: what does not come from one statement. */
export interface Told {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is given only after a statement found a row: the record exists, and the caller may see it today. */
export interface Guarded<Owned extends boolean, Answer> {
  readonly gate: Fragment<Owned>;
  readonly then: () => Answer | Promise<Answer>;
}

/** Asks first whether the caller may see the record today; where not, it is missing. */
export const guarded = <Owned extends boolean, Answer>(
  gate: Fragment<Owned>,
  then: () => Answer | Promise<Answer>,
): Guarded<Owned, Answer> => ({ gate, then });

/** What a statement must be: an owned question's has `visible` placed in it. */
type OwnedIn<Q> = Q extends { readonly ownedBy: string } ? true : boolean;

/** What answers a question in SQL: a page states its keyset, everything else is a statement. */
type InSql<Q, Owned extends boolean> = Q extends { readonly cardinality: 'page' }
  ? Paged<Owned>
  : Fragment<Owned>;

/**
 * One answer a question: forget one, or the right to an owned question's rows, in the guard or in what it guards, and it
 * does not compile.
 */
export type Answers<Questions> = {
  readonly [Name in keyof Questions]: (
    params: QuestionParams<Questions[Name]>,
    asked: Asked,
  ) =>
    | InSql<Questions[Name], OwnedIn<Questions[Name]>>
    | Guarded<OwnedIn<Questions[Name]>, InSql<Questions[Name], boolean> | Told>
    | Guarded<boolean, InSql<Questions[Name], OwnedIn<Questions[Name]>>>;
};

/** An answer as the engine runs it: the contract's types forgotten, once, here. */
export type AnyAnswer = Fragment | Paged | Told;
export type AnyAnswers = Readonly<
  Record<string, (params: never, asked: Asked) => AnyAnswer | Guarded<boolean, AnyAnswer>>
>;

/** The caller's view of a question's rows. */
export const askedBy = (actor: Actor, scope: Scope, moment: Moment): Asked => ({
  ...moment,
  actor,
  visible: (column) => vouched(scope === 'all' ? sql`true` : sql`${raw(column)} = ${actor.id}`),
});

/** Collections that are not called by what is in them. */
const members: Readonly<Record<string, string>> = { 'time-machine': 'world' };

/** What a path is about: `/customers/:id/history` is about a customer, and so is `/log/customers/:id`. */
export const nounOf = ({ path }: Pick<QuestionContract, 'path'>): string => {
  const [, collection = ''] = /([^/]+)\/:/.exec(path) ?? path.split('/');
  return members[collection] ?? collection.replace(/ies$/, 'y').replace(/s$/, '').replaceAll('-', ' ');
};

/** @throws Missing, in the words of the question's path */
export const missing = (question: Pick<QuestionContract, 'path'>): never => {
  throw new Missing(nounOf(question));
};
