import { NotCanonical } from './errors.ts';

/** Deeper values would overflow the stack of whoever reads them recursively. */
const maxDepth = 100;

/**
 * RFC 8785 canonical JSON. A property that is undefined is left out, as JSON.stringify does.
 * @throws NotCanonical naming the JSON path, never the value
 */
export const canonical = (value: unknown): string => write(value, []);

/** What an event's proof hashes: canonical JSON as UTF-8, its personal part sealed, without its position. */
export const eventBytes = (event: {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly data: unknown;
  readonly metadata: unknown;
}): Uint8Array => {
  const { stream, revision, id, type, schema, data, metadata } = event;
  return Buffer.from(canonical({ stream, revision, id, type, schema, data, metadata }));
};

/** Where in the value we are. One array for all of it: values without a fault pay nothing for saying where one would be. */
type Path = (string | number)[];

const write = (value: unknown, path: Path): string => {
  if (typeof value === 'string') return text(value, path);
  if (typeof value === 'number') return numeral(value, path);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'object') throw fault(path, `a ${typeof value} is not JSON`);
  if (path.length === maxDepth) throw fault(path, `nested deeper than ${maxDepth} levels`);
  if (Array.isArray(value)) return items(value, path);
  if (!isPlain(value)) throw fault(path, 'only plain objects are JSON');
  return members(value, path);
};

const items = (values: readonly unknown[], path: Path): string => {
  let written = '';
  for (let index = 0; index < values.length; index++) {
    path.push(index);
    written += index === 0 ? write(values[index], path) : `,${write(values[index], path)}`;
    path.pop();
  }
  return `[${written}]`;
};

const members = (values: Readonly<Record<string, unknown>>, path: Path): string => {
  let written = '';
  for (const key of sorted(Object.keys(values))) {
    const value = values[key];
    if (value === undefined) continue;
    path.push(key);
    written += `${written === '' ? '' : ','}${text(key, path)}:${write(value, path)}`;
    path.pop();
  }
  return `{${written}}`;
};

/** By UTF-16 code units, which is how JavaScript compares text. What comes out of a log is sorted already. */
const sorted = (keys: string[]): string[] =>
  keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort();

/** What stands in JSON as it is: no control characters, quotes, backslashes or surrogates, paired or not. */
const asItIs = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

const text = (value: string, path: Path): string => {
  if (asItIs.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw fault(path, 'a lone surrogate is not Unicode text');
  if (value.includes('\0')) throw fault(path, 'NUL cannot be stored');
  return JSON.stringify(value);
};

const numeral = (value: number, path: Path): string => {
  if (!Number.isFinite(value)) throw fault(path, `${value} is not JSON`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw fault(path, 'integers beyond 2^53 are not exact');
  return JSON.stringify(value);
};

/** By tag and not by prototype: a plain object of another realm is plain as well. */
const isPlain = (value: object): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]' && !('toJSON' in value);

const fault = (path: Path, reason: string): NotCanonical =>
  new NotCanonical(
    `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`,
    reason,
  );
