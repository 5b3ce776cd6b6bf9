/** A piece of SQL with its values. `owned`: whether the caller's right to each row has been placed in it. */
export interface Fragment<Owned extends boolean = boolean> {
  readonly text: readonly string[];
  readonly values: readonly unknown[];
  readonly owned: Owned;
}

/** Whether one of a template's values certainly is an owned fragment: a value that may be one does not count. */
type Placed<Values extends readonly unknown[]> = Values extends readonly [infer First, ...infer Rest]
  ? [First] extends [Fragment<true>]
    ? true
    : Placed<Rest>
  : false;

/**
 * SQL with values: a nested fragment becomes part of it, anything else a parameter. Nothing a caller sent can become
 * SQL text. What has `visible(column)` placed in it says so in its type.
 *
 * @example sql`select name from customer where ${visible('owner_id')} and stage = ${stage}`
 */
export const sql = <const Values extends readonly unknown[]>(
  strings: TemplateStringsArray,
  ...values: Values
): Fragment<Placed<Values>> => {
  const text: string[] = [strings[0] ?? ''];
  const parameters: unknown[] = [];
  let owned = false;
  const append = (more: string): void => {
    text[text.length - 1] += more;
  };
  for (const [n, value] of values.entries()) {
    if (value instanceof Piece) {
      append(value.text[0] ?? '');
      text.push(...value.text.slice(1));
      parameters.push(...value.values);
      owned ||= value.owned;
    } else {
      text.push('');
      parameters.push(value);
    }
    append(strings[n + 1] ?? '');
  }
  return new Piece(text, parameters, owned) as unknown as Fragment<Placed<Values>>;
};

/** A name written in our own code: a column, a direction. Never a caller's text. */
export const raw = (name: string): Fragment<false> =>
  new Piece([name], [], false) as unknown as Fragment<false>;

/** Conditions that must all hold; those that are undefined ask nothing. */
export const all = (conditions: readonly (Fragment | undefined)[]): Fragment<false> =>
  conditions
    .filter((condition) => condition !== undefined)
    .reduce<Fragment<false>>((before, condition) => sql`${before} and ${forgotten(condition)}`, sql`true`);

/** A fragment that only the engine makes: it vouches for the caller's right to every row. */
export const vouched = ({ text, values }: Fragment): Fragment<true> =>
  new Piece(text, values, true) as unknown as Fragment<true>;

/** The statement as pg takes it. */
export const statementOf = ({ text, values }: Fragment): { text: string; values: unknown[] } => ({
  text: text.reduce((before, part, n) => `${before}$${n}${part}`),
  values: [...values],
});

/** A caller's value is never an instance: JSON and query strings cannot carry one. */
class Piece implements Fragment {
  readonly text: readonly string[];
  readonly values: readonly unknown[];
  readonly owned: boolean;
  constructor(text: readonly string[], values: readonly unknown[], owned: boolean) {
    this.text = text;
    this.values = values;
    this.owned = owned;
  }
}

const forgotten = ({ text, values }: Fragment): Fragment<false> =>
  new Piece(text, values, false) as unknown as Fragment<false>;
