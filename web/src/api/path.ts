import type { PathNames } from '@crm/contracts';

/** What stands in a query string: lists become repeated names, absent and null values are left out. */
export type QueryValues = Readonly<Record<string, unknown>>;

/** The values of a path's `:segments`. */
export type PathIds<Path extends string> = { readonly [Name in PathNames<Path>]: string };

/** The names of a path's `:segments`, in order. */
export const pathNames = (path: string): string[] =>
  [...path.matchAll(/:(\w+)/g)].flatMap(([, name]) => name ?? []);

/** Fills a path's `:segments` and puts it below `/api`. @throws Error when a value is missing: our own mistake. */
export const apiPath = (path: string, ids: QueryValues): string =>
  `/api${path.replace(/:(\w+)/g, (_, name: string) => {
    const value = ids[name];
    if (typeof value !== 'string' || value === '') throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(value);
  })}`;

/** The query string with its question mark, empty where there is nothing to say; names in a stable order. */
export const queryString = (values: QueryValues): string => {
  const query = new URLSearchParams();
  for (const name of Object.keys(values).sort()) {
    for (const value of [values[name]].flat()) {
      if (value !== undefined && value !== null) query.append(name, String(value));
    }
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};
