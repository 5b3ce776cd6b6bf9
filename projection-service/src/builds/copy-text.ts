import { escaped } from '@crm/event-store';
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

const copyText = (text: string | null): string => (text === null ? '\\N' : escaped(text));
