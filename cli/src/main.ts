import { Unreachable } from './api/http.ts';
import { auditExport, auditExportUsage } from './commands/audit-export.ts';
import { auditVerify, auditVerifyUsage } from './commands/audit-verify.ts';
import { addAudience, audienceUsage } from './commands/campaign-audience.ts';
import { database, databaseUsage } from './commands/database.ts';
import { importCustomers, importUsage } from './commands/import-customers.ts';
import { projections, projectionsUsage } from './commands/projections.ts';
import { loadSample, sampleUsage } from './commands/sample.ts';
import { outliveReaders } from './terminal.ts';
import { Unusable } from './unusable.ts';

const usages = [
  importUsage,
  audienceUsage,
  projectionsUsage,
  auditExportUsage,
  auditVerifyUsage,
  databaseUsage,
  sampleUsage,
];
const usage = `${usages.join('\n\n')}

Exit codes: 0 everything went well, 1 some rows failed, a rebuild did not come to its end, or something is not what was signed, 2 it could not be done or was not finished.
`;

const run = async ([first, second, ...rest]: readonly string[]): Promise<number> => {
  if (first === 'import' && second === 'customers') return importCustomers(rest);
  if (first === 'campaign' && second === 'audience') return addAudience(rest);
  if (first === 'audit' && second === 'export') return auditExport(rest);
  if (first === 'audit' && second === 'verify') return auditVerify(rest);
  if (first === 'database') return database([second, ...rest].filter((arg) => arg !== undefined));
  if (first === 'projections') return projections([second, ...rest].filter((arg) => arg !== undefined));
  if (first === 'sample') return loadSample([second, ...rest].filter((arg) => arg !== undefined));
  process.stdout.write(usage);
  return first === undefined || first === 'help' || first === '--help' ? 0 : 2;
};

/** What the person at the keyboard can put right; everything else is a fault and shows where it came from. */
const isExplained = (error: Error): boolean =>
  error instanceof Unusable ||
  error instanceof Unreachable ||
  ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

outliveReaders();
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (isExplained(error) ? error.message : error.stack) : error}\n`,
  );
  process.exitCode = 2;
}
