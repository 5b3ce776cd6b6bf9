import { escaped, mustBeEscaped } from '@crm/event-store';
import type { Row } from '@crm/read-models';
import { type ColumnKind, columnText } from '../../engine/database/columns.ts';

/** A row as a line of COPY's text format. */
export const copyLine = (row: Row, columns: readonly string[], kinds: readonly ColumnKind[]): string => {
  let [line, texts] = ['', ''];
  for (let index = 0; index < columns.length; index++) {
    const text = columnText(row[columns[index] ?? ''], kinds[index] ?? 'plain');
    if (index > 0) line += '\t';
    line += text ?? nothing;
    texts += text ?? '';
  }
  // Hardly any row has something to escape, which is seen at once.
  return `${mustBeEscaped(texts) ? escapedLine(row, columns, kinds) : line}\n`;
};

const nothing = '\\N';

const escapedLine = (row: Row, columns: readonly string[], kinds: readonly ColumnKind[]): string =>
  columns
    .map((column, index) => columnText(row[column], kinds[index] ?? 'plain'))
    .map((text) => (text === null ? nothing : escaped(text)))
    .join('\t');
