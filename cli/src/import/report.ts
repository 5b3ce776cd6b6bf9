import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Row } from '../csv/table.ts';
import { csvLine } from '../csv/write.ts';
import type { Outcome } from './outcome.ts';

/** Columns that a report puts before the file's own; an import of the report ignores them. */
export const reportColumns = [
  'import_line',
  'import_outcome',
  'import_field',
  'import_code',
  'import_message',
  'import_existing_id',
];

/** A CSV file of the rows that were not imported: where, why, and the row as it stood. */
export interface Report {
  readonly file: string;
  add(row: Row, outcome: Outcome): Promise<void>;
  close(): Promise<void>;
}

/** Opens a report; the file is made with its first row, and one left by an earlier run goes. */
export const openReport = async (
  file: string,
  columns: readonly string[],
  delimiter: string,
): Promise<Report> => {
  await rm(file, { force: true });
  const own = columns.filter((name) => !reportColumns.includes(name));
  const kept = columns.map((name) => !reportColumns.includes(name));
  let out: WriteStream | null = null;
  const line = async (fields: readonly string[]) => {
    if (out === null) {
      out = createWriteStream(file);
      // The mark lets spreadsheets see that the file is UTF-8.
      out.write(`\uFEFF${csvLine([...reportColumns, ...own], delimiter)}`);
    }
    if (!out.write(csvLine(fields, delimiter))) await once(out, 'drain');
  };
  return {
    file,
    add: async ({ line: at, fields }, outcome) => {
      const original = fields.filter((_, index) => kept[index] ?? true);
      if (outcome.outcome === 'failed')
        await line([
          String(at),
          outcome.outcome,
          outcome.field,
          outcome.code,
          outcome.message,
          '',
          ...original,
        ]);
      if (outcome.outcome === 'skipped_duplicate')
        await line([
          String(at),
          outcome.outcome,
          '',
          outcome.code,
          outcome.message,
          outcome.existingId ?? '',
          ...original,
        ]);
    },
    close: async () => {
      if (out === null) return;
      out.end();
      await finished(out);
    },
  };
};
