import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Evidence } from '@crm/contracts';
import { verifierOf, verifierText } from '@crm/proofs';
import { examine } from '../audit/examine.ts';
import { givenVerifiers } from '../audit/verifier.ts';
import { needFile } from '../need-file.ts';
import { say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';
import { auditVerifyLog } from './audit-verify-log.ts';

export const auditVerifyUsage = `crm audit verify FILE [--key KEY]
                         checks a file of \`audit export\`, without a server
crm audit verify --log [--key KEY] [--checkpoint FILE]
                         checks the whole log in the database that DATABASE_URL names (default: of this installation)
  --key KEY|FILE         the notary's key as you know it (default: the one that is found there); where it was replaced,
                         once for each, the oldest first
  --checkpoint FILE      a checkpoint that you kept: the log must still begin with what it signs`;

const options = {
  log: { type: 'boolean', default: false },
  key: { type: 'string', multiple: true },
  checkpoint: { type: 'string' },
} as const;

/** Checks a file or the log; gives the exit code: 0 it is what was signed, 1 it is not. @throws Unusable */
export const auditVerify = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const given = await givenVerifiers(values.key ?? []);
  if (values.log && positionals.length === 0) return auditVerifyLog(given, values.checkpoint);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0 || values.log || values.checkpoint !== undefined)
    throw new Unusable(`Name one file, or --log.\n\n${auditVerifyUsage}`);

  const evidence = await read(file);
  const own = verifierOf(evidence.key.verifier);
  const verifier = given.length > 0 ? (given.find(({ name }) => name === own?.name) ?? given[0]) : own;
  if (!verifier) throw new Unusable(`The key in ${file} is none: give one with --key.`);
  const examined = examine(evidence, verifier);
  if ('fault' in examined) {
    say(examined.fault);
    return 1;
  }
  const { size, time } = examined.checkpoint;
  say(
    `${evidence.events.length} events of customer ${evidence.customer}, without a gap, are what was signed at ${time} among the first ${size} of the log.`,
  );
  if (evidence.events.some(({ stored }) => 'sealed' in stored.data))
    say(
      'Personal values are signed as they are encrypted. How they read is what the server said: no proof is in the file. Export again, and compare.',
    );
  if (given.length === 0)
    say(`The key is the file's own: compare it with the one you know. ${verifierText(verifier)}`);
  return 0;
};

const read = async (file: string): Promise<Evidence> => {
  needFile(file);
  try {
    return Evidence.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new Unusable(`${file} is not a whole file of \`crm audit export\`.`, { cause: error });
  }
};
