import type { z } from 'zod';

/**
 * Says what is wrong with a value where its contract has no words of its own: for people, as it may stand at a field.
 * Given to `safeParse` as `{ error: inWords }`; undefined leaves it to zod.
 */
export const inWords = (issue: z.core.$ZodRawIssue): string | undefined => {
  if (issue.code === 'invalid_type') return ofType(issue.input, issue.expected);
  if (issue.code === 'too_small')
    return bound(issue.origin, issue.minimum, issue.inclusive ? 'at least' : 'more than');
  if (issue.code === 'too_big')
    return bound(issue.origin, issue.maximum, issue.inclusive ? 'at most' : 'less than');
  if (issue.code === 'invalid_value') return `must be ${oneOf(issue.values)}`;
  if (issue.code === 'invalid_format') return formats[issue.format];
  return undefined;
};

const ofType = (input: unknown, expected: string): string => {
  if (input === undefined) return 'must be given';
  if (input === null) return 'must not be empty';
  return `must be ${types[expected] ?? expected}`;
};

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formats: Readonly<Record<string, string>> = {
  uuid: 'must be an id (a UUID)',
  datetime: 'must be a moment such as 2026-01-31T09:30:00Z',
  date: 'must be a day such as 2026-01-31',
};

/** What texts and lists are counted in. */
const counted: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

const bound = (origin: string, limit: unknown, word: string): string => {
  const units = counted[origin];
  if (units === undefined) return `must be ${word} ${limit}`;
  if (word === 'at least' && Number(limit) === 1) return 'must not be empty';
  return `must have ${word} ${limit} ${units[Number(limit) === 1 ? 0 : 1]}`;
};

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`;
