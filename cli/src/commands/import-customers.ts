import { parseArgs } from 'node:util';
import { batchSender } from '../api/batch.ts';
import { survey } from '../csv/survey.ts';
import { openTable, type Table } from '../csv/table.ts';
import { dryRun } from '../import/dry-run.ts';
import { importIdOf } from '../import/import-id.ts';
import { registrationStep } from '../import/registration.ts';
import { needFile } from '../need-file.ts';
import { say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';
import { type Connection, connect, connectionOptions } from './credentials.ts';
import { importTable } from './import-table.ts';
import { chooseMapping } from './mapping-choice.ts';

export const importUsage = `crm import customers FILE.csv [options]
  --map FILE.json|auto   which column becomes what (auto: the mapping saved beside the file, else a guess, saved there)
  --country DE           the country of telephone numbers and addresses that name none
  --dry-run              reads and checks everything, sends nothing
  --errors FILE.csv      where rows that were not imported go (default: FILE.errors.csv)
  --id UUID              the import to go on with (default: the same file, mapping and user are the same import)
  --register-anyway      registers people whose e-mail address somebody has already
  --url URL              default http://localhost:8080, or CRM_URL
  --email ADDRESS        who imports, or CRM_EMAIL; the password comes from CRM_PASSWORD or is asked for
  --patience SECONDS     how long to wait for a server that does not answer (default 300)`;

const options = {
  ...connectionOptions,
  map: { type: 'string', default: 'auto' },
  country: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  errors: { type: 'string' },
  id: { type: 'string' },
  'register-anyway': { type: 'boolean', default: false },
} as const;

/** Imports customers from a CSV file; gives the exit code: 0 all is well, 1 some rows failed. */
export const importCustomers = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Unusable(`Name one file.\n\n${importUsage}`);
  needFile(file);
  if (values.id !== undefined && !/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(values.id))
    throw new Unusable(`--id ${values.id} is not a UUID.`);

  const table = await openTable(file, await survey(file));
  say(describe(table));
  const mapping = await chooseMapping(table, values.map, values.country?.toUpperCase());
  const registerAnyway = values['register-anyway'];
  const connection = values['dry-run'] ? null : await connect(values, (why) => say(`waiting: ${why}`));
  const importId =
    values.id ?? importIdOf(table.survey.hash, { mapping, registerAnyway }, connection?.session.userId ?? '');
  say(connection === null ? 'Dry run: nothing is sent.' : `Import ${importId}`);

  return importTable({
    table,
    firstStep: registrationStep(table, { importId, mapping, registerAnyway }),
    send: (onWait) => (connection === null ? dryRun : sender(connection, onWait)),
    errors: values.errors ?? `${file.replace(/\.[^./]+$/, '')}.errors.csv`,
  });
};

const sender = ({ session, patienceMs }: Connection, onWait: (why: string) => void) =>
  batchSender(session, patienceMs, onWait);

const describe = ({ file, survey: { bytes, encoding }, dialect, columns }: Table): string =>
  `${file}: ${(bytes / 1e6).toFixed(1)} MB, ${encoding}, separated by ${dialect.delimiter === '\t' ? 'tabs' : dialect.delimiter}, quoted by ${dialect.quote}, ${columns.length} columns`;
