import type { Row } from '@crm/read-models';
import { type ColumnKind, columnText } from '../engine/columns.ts';

/** A row as a line of COPY's text format. */
export const copyLine = (row: Row, columns: readonly string[], kinds: readonly ColumnKind[]): string => {
  let line = '';
  for (let index = 0; index < columns.length; index++) {
    if (index > 0) line += '\t';
    line += copyText(columnText(row[columns[index] ?? ''], kinds[index] ?? 'plain'));
  }
  return `${line}\n`;
};

const special = /[\\\t\n\r]/;
const letters: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const copyText = (text: string | null): string => {
  if (text === null) return '\\N';
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (letter) => letters[letter] ?? letter) : text;
};
