import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { AudienceAccepted, mostAddresses } from '@crm/contracts';
import { postAs } from '../api/as.ts';
import { patiently, Refused, Unreachable } from '../api/http.ts';
import { type AudienceCounts, runAudience, type Unknown } from '../audience/run.ts';
import { survey } from '../csv/survey.ts';
import { openTable, rowsOf, type Table } from '../csv/table.ts';
import { openReport } from '../import/report.ts';
import { guessMapping } from '../mapping/guess.ts';
import { targetOf } from '../mapping/mapping.ts';
import { needFile } from '../need-file.ts';
import { interruption, say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';
import { type Connection, connect, connectionOptions } from './credentials.ts';

export const audienceUsage = `crm campaign audience CAMPAIGN FILE.csv [options]
  makes everybody a member of a campaign (its id) whose e-mail address stands in the file
  --column NAME          the column of the addresses (default: the one that holds e-mail addresses)
  --errors FILE.csv      where rows go whose address leads to nobody (default: FILE.errors.csv)
  --url, --email, --patience as above`;

const options = {
  ...connectionOptions,
  column: { type: 'string' },
  errors: { type: 'string' },
} as const;

/** Sends a file's addresses as an audience; gives the exit code: 0 all were found, 1 some lead to nobody. */
export const addAudience = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [campaignId, file, ...more] = positionals;
  if (campaignId === undefined || file === undefined || more.length > 0)
    throw new Unusable(`Name a campaign and one file.\n\n${audienceUsage}`);
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(campaignId))
    throw new Unusable(`${campaignId} is not the id of a campaign: it stands in the address of its page.`);
  needFile(file);

  const table = await openTable(file, await survey(file));
  const column = addressColumn(table, values.column);
  const errors = values.errors ?? `${file.replace(/\.[^./]+$/, '')}.errors.csv`;
  const connection = await connect(values, waiting);
  const signal = interruption();
  const report = await openReport(errors, table.columns, table.dialect.delimiter);
  try {
    const counts = await runAudience({
      rows: rowsOf(table),
      addressOf: ({ fields }) => fields[table.columns.indexOf(column)] ?? '',
      send: (emails) => sendAudience(connection, campaignId, emails),
      most: mostAddresses,
      onUnknown: (row, code) =>
        report.add(row, { outcome: 'failed', field: column, code, message: reasons[code] }),
      signal,
    });
    say(summary(counts));
    if (counts.read > counts.found) say(`Rows that bring nobody in, and why: ${errors}`);
    if (signal.aborted)
      throw new Unusable(
        'Stopped before the end. Start the same command again: nobody becomes a member twice.',
      );
    return counts.read > counts.found ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
    throw new Unusable(`${error.message} Stopped before the end; start the same command again to go on.`);
  } finally {
    await report.close();
  }
};

const reasons: Readonly<Record<Unknown, string>> = {
  'not-an-address': 'is not an e-mail address',
  'nobody-has-it': 'is an address that no customer has',
  'named-twice': 'stands in a row before this one',
};

const waiting = (why: string): void => say(`waiting: ${why}`);

/** The key is new each time the command is started: people who were registered since are found then. */
const sendAudience = async (
  { session, patienceMs }: Connection,
  campaignId: string,
  emails: readonly string[],
): Promise<AudienceAccepted> => {
  const key = { 'idempotency-key': randomUUID() };
  const body = JSON.stringify({ emails });
  const post = () => postAs(session, `/campaigns/${campaignId}/audiences`, body, key);
  const accepted = AudienceAccepted.parse(await patiently(post, patienceMs, waiting));
  say(`Audience ${accepted.createdId}: ${accepted.total} customers; the server makes them members now.`);
  return accepted;
};

const addressColumn = (table: Table, named: string | undefined): string => {
  const has = `It has: ${table.columns.join(', ')}.`;
  if (named !== undefined) {
    if (table.columns.includes(named)) return named;
    throw new Unusable(`${table.file} has no column ${named}. ${has}`);
  }
  const mapping = guessMapping(table);
  const [first, ...others] = table.columns.filter((name) => targetOf(mapping, name) === 'email');
  if (first !== undefined && others.length === 0) return first;
  throw new Unusable(
    first === undefined
      ? `${table.file} has no column of e-mail addresses that we recognise: name it with --column. ${has}`
      : `${table.file} has several columns of e-mail addresses: name one with --column (${[first, ...others].join(', ')}).`,
  );
};

/** The counts, which add up: read = found + the others. */
const summary = (counts: AudienceCounts): string =>
  [
    `${counts.read} read = ${counts.found} found (${counts.customers} customers)`,
    `${counts['nobody-has-it']} nobody's`,
    `${counts['named-twice']} named twice`,
    `${counts['not-an-address']} no addresses`,
  ].join(' + ');
