import type { Row, Table } from '../csv/table.ts';
import { customerMapper } from '../mapping/customer.ts';
import { columnsBehind } from '../mapping/fields.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { outcomeOf } from './outcome.ts';
import { reportColumns } from './report.ts';
import type { Step } from './run.ts';

/** The import that a row belongs to, and what is asked of it. */
export interface Registrations {
  readonly importId: string;
  readonly mapping: Mapping;
  /** Registers people whose address somebody has already. */
  readonly registerAnyway: boolean;
}

/** Makes the function that turns a row into the command which registers its person. */
export const registrationStep = (
  { columns }: Table,
  { importId, mapping, registerAnyway }: Registrations,
) => {
  const toBody = customerMapper(withoutReport(mapping), columns);
  const fieldOf = (path: string) => columnsBehind(path, mapping, columns);
  return ({ row, fields, broken }: Row): Step => {
    if (broken)
      return failed(
        '',
        'broken-quotes',
        'a quotation mark is opened and not closed, or closed in the middle of a value',
      );
    if (!fits(fields, columns.length))
      return failed(
        '',
        'wrong-column-count',
        `has ${fields.length} fields, and the header names ${columns.length} columns`,
      );
    const mapped = toBody(fields);
    if ('problems' in mapped) {
      const text = mapped.problems.map(({ column, message }) => `${column} ${message}`).join('; ');
      return failed(
        [...new Set(mapped.problems.map(({ column }) => column))].join('; '),
        'unreadable-value',
        text,
      );
    }
    return {
      command: JSON.stringify({
        command: 'RegisterCustomer',
        body: registerAnyway ? { ...mapped.body, registerAnyway } : mapped.body,
        idempotencyKey: `import:${importId}:${row}`,
        import: { id: importId, row },
      }),
      read: (result) => outcomeOf(result, fieldOf),
    };
  };
};

const failed = (field: string, code: string, message: string): Step => ({
  outcome: 'failed',
  field,
  code,
  message,
});

/** As many fields as columns; more only where they are empty, as spreadsheets leave them. */
const fits = (fields: readonly string[], columns: number): boolean =>
  fields.length >= columns && fields.slice(columns).every((field) => field === '');

/** Columns that an import's report put before the file's own say nothing about a person. */
const withoutReport = (mapping: Mapping): Mapping => ({
  ...mapping,
  columns: {
    ...mapping.columns,
    ...Object.fromEntries(reportColumns.map((name) => [name, 'ignore' as const])),
  },
});
