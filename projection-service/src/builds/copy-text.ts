import type { Row } from '@crm/read-models';

/** How a column's values are written: as JSON, as an array, or as the text that its type reads. */
export type ColumnKind = 'json' | 'array' | 'plain';

/** A row as a line of COPY's text format; what JSON cannot carry is null, as where rows are written as JSON. */
export const copyLine = (row: Row, columns: readonly string[], kinds: readonly ColumnKind[]): string => {
  let line = '';
  for (let index = 0; index < columns.length; index++) {
    if (index > 0) line += '\t';
    line += copyText(row[columns[index] ?? ''], kinds[index] ?? 'plain');
  }
  return `${line}\n`;
};

const nothing = '\\N';

const copyText = (value: Row[string] | undefined, kind: ColumnKind): string => {
  if (value === null || value === undefined) return nothing;
  if (typeof value === 'number' && !Number.isFinite(value)) return nothing;
  if (kind === 'json') return escaped(JSON.stringify(typeof value === 'bigint' ? String(value) : value));
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object') return String(value);
  return escaped(kind === 'array' && Array.isArray(value) ? arrayText(value) : JSON.stringify(value));
};

const special = /[\\\t\n\r]/;
const letters: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (letter) => letters[letter] ?? letter) : text;

/** Elements in quotes, so that none of them reads as null or as two. */
const arrayText = (values: readonly unknown[]): string =>
  `{${values.map((value) => (value === null ? 'null' : `"${String(value).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;
