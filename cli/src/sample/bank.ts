import type { BatchCommand, CommandText } from '../api/batch.ts';
import type { Row } from '../csv/table.ts';
import { type Outcome, outcomeOf } from '../import/outcome.ts';
import type { Step } from '../import/run.ts';
import type { Tally } from './bank-campaign.ts';
import { derivedName } from './derived-name.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The file's numbers; all other columns are words. */
const numeric = new Set(['age', 'balance', 'day', 'duration', 'campaign', 'pdays', 'previous']);

/** Where the rows go, and what is counted of them. */
export interface BankImport {
  readonly importId: string;
  readonly campaignId: string;
  readonly tally: Tally;
}

/**
 * UCI Bank Marketing: a row is a person, the last telephone contact with them, and whether they then subscribed. Its
 * authors publish it in the order of the calls, from May 2008 to November 2010, without the year: a month that goes
 * back begins the next one.
 */
export const bankStep = ({ importId, campaignId, tally }: BankImport, columns: readonly string[]) => {
  const at = (fields: readonly string[], column: string) => fields[columns.indexOf(column)] ?? '';
  let year = 2008;
  let lastMonth = 0;
  return ({ row, fields }: Row): Step => {
    const month = months.indexOf(at(fields, 'month'));
    if (month < lastMonth) year += 1;
    lastMonth = month;
    const occurredAt = new Date(Date.UTC(year, month, Number(at(fields, 'day')), 12)).toISOString();
    const command = (name: string, path: Record<string, string>, body: unknown, part = ''): CommandText =>
      JSON.stringify({
        command: name,
        path,
        body,
        idempotencyKey: `import:${importId}:${row}${part}`,
        import: { id: importId, row },
      } satisfies BatchCommand);
    const job = at(fields, 'job');
    const converts = at(fields, 'y') === 'yes';
    const externalId = `uci-bank-marketing:${row}`;
    const person = {
      ...derivedName(row),
      ...(job === 'unknown' ? {} : { jobTitle: job }),
      stage: converts ? 'customer' : 'lead',
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
      externalId,
    };
    const touch = (id: string, kind: 'sent' | 'converted') =>
      command(
        'RecordTouch',
        { id },
        { campaignId, kind, occurredAt, externalId: `${externalId}:${kind}` },
        `:${kind}`,
      );
    const count = () => {
      // Who is no member becomes one by a touch.
      tally.members += 1;
      tally.sent += 1;
      tally.converted += converts ? 1 : 0;
    };
    return {
      command: command('RegisterCustomer', {}, person),
      read: (registered) => {
        const outcome = outcomeOf(registered, (path) => path);
        if (!('id' in outcome)) return outcome;
        const { id } = outcome;
        const calls = [command('LogInteraction', { id }, call), touch(id, 'sent')];
        return inTurn(outcome, converts ? [...calls, touch(id, 'converted')] : calls, count);
      },
    };
  };
};

/** A row is created when its person was new, or anything else of it. */
const inTurn = (soFar: Outcome, [next, ...rest]: readonly CommandText[], done: () => void): Step => {
  if (next === undefined) {
    done();
    return soFar;
  }
  return {
    command: next,
    read: (result) => {
      const outcome = outcomeOf(result, (path) => path);
      if (outcome.outcome === 'failed') return outcome;
      return inTurn(soFar.outcome === 'skipped_unchanged' ? outcome : soFar, rest, done);
    },
  };
};
