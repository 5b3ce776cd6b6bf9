import type { BatchCommand, BatchResult } from '../api/batch.ts';
import type { Row } from '../csv/table.ts';
import { type Outcome, outcomeOf } from '../import/outcome.ts';
import type { Step } from '../import/run.ts';
import { derivedName } from './derived-name.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The file's numbers; all other columns are words. */
const numeric = new Set(['age', 'balance', 'day', 'duration', 'campaign', 'pdays', 'previous']);

/**
 * UCI Bank Marketing: a row is a person, and the last telephone contact with them. Its authors publish it in the order
 * of the calls, from May 2008 to November 2010, without the year: a month that goes back begins the next one.
 */
export const bankStep = (importId: string, columns: readonly string[]) => {
  const at = (fields: readonly string[], column: string) => fields[columns.indexOf(column)] ?? '';
  let year = 2008;
  let lastMonth = 0;
  return ({ row, fields }: Row): Step => {
    const month = months.indexOf(at(fields, 'month'));
    if (month < lastMonth) year += 1;
    lastMonth = month;
    const occurredAt = new Date(Date.UTC(year, month, Number(at(fields, 'day')), 12)).toISOString();
    const command = (name: string, path: Record<string, string>, body: unknown): string =>
      JSON.stringify({
        command: name,
        path,
        body,
        idempotencyKey: `import:${importId}:${row}`,
        import: { id: importId, row },
      } satisfies BatchCommand);
    const job = at(fields, 'job');
    const person = {
      ...derivedName(row),
      ...(job === 'unknown' ? {} : { jobTitle: job }),
      stage: at(fields, 'y') === 'yes' ? 'customer' : 'lead',
      tags: ['uci-bank-marketing'],
      source: 'import',
      attributes: Object.fromEntries(
        columns.map((name) => [name, numeric.has(name) ? Number(at(fields, name)) : at(fields, name)]),
      ),
    };
    const call = {
      kind: 'call',
      direction: 'outbound',
      status: 'held',
      subject: 'Term deposit campaign',
      occurredAt,
      durationSec: Number(at(fields, 'duration')),
      channel: at(fields, 'contact'),
      externalId: `uci-bank-marketing:${row}`,
    };
    return {
      command: command('RegisterCustomer', {}, person),
      read: (registered) => {
        const outcome = outcomeOf(registered, (path) => path);
        if (!('id' in outcome)) return outcome;
        return { command: command('LogInteraction', { id: outcome.id }, call), read: both(outcome) };
      },
    };
  };
};

/** A row is created when its person was new or its call was. */
const both =
  (registered: Outcome) =>
  (result: BatchResult): Outcome => {
    const logged = outcomeOf(result, (path) => path);
    return logged.outcome === 'failed' || registered.outcome === 'skipped_unchanged' ? logged : registered;
  };
