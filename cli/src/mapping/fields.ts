import { type Mapping, type Target, targetOf } from './mapping.ts';

const targets: readonly (readonly [RegExp, Target])[] = [
  [/^emails\./, 'email'],
  [/^phones\./, 'phone'],
  [/^address\.countryCode/, 'country'],
  [/^tags/, 'tags'],
];

/** The file's columns that an error's path in the command (`emails.0.address`) comes from; the path where none does. */
export const columnsBehind = (path: string, mapping: Mapping, columns: readonly string[]): string => {
  if (path.startsWith('attributes.')) return path.slice('attributes.'.length);
  const named = targets.find(([pattern]) => pattern.test(path))?.[1] ?? path.replace(/^address\./, '');
  const from = columns.filter((column) => {
    const to = targetOf(mapping, column);
    return to === named || (to === 'fullName' && ['firstName', 'lastName', 'salutation'].includes(named));
  });
  return from.length > 0 ? from.join(', ') : path;
};
