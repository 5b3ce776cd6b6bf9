/** The fields that are there. */
type Said<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** Of the given fields, those that say something new; undefined says nothing. */
export const news = <Fields extends object>(fields: Fields, before: object): Said<Fields> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== undefined && !same(value, Reflect.get(before, name)),
    ),
  ) as Said<Fields>;

/** Whether two values of events are equal. The order of names does not count: the log gives them back sorted. */
export const same = (one: unknown, other: unknown): boolean => {
  if (!isComposite(one) || !isComposite(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) => Object.hasOwn(other, name) && same(Reflect.get(one, name), Reflect.get(other, name)),
    )
  );
};

const isComposite = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether there is nothing in it. */
export const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;
