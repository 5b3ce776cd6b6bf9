import { readFile } from 'node:fs/promises';
import { type Checkpoint, type Verifier, verifierText } from '@crm/proofs';
import { ConfigError, configOf } from '@crm/service-kit/config';
import { createPool } from '@crm/service-kit/db/pool';
import { isUnreachable } from '@crm/service-kit/db/unreachable';
import { openLog } from '@crm/service-kit/open-log';
import { databaseAddress } from '../../../standalone/src/database-address.ts';
import { sentenceOf } from '../audit/faults.ts';
import { publishedVerifiers } from '../audit/notary-tables.ts';
import { openedBy } from '../audit/verifier.ts';
import { mostCounted, type Verdict, verifyLog } from '../audit/verify-log.ts';
import { type AuditConfig, auditConfig, startWalkers } from '../audit/walkers.ts';
import { dataFolder } from '../data-folder.ts';
import { needFile } from '../need-file.ts';
import { say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';

/**
 * Checks the whole log where it lies: past the services, whose word an auditor need not take, and as fast as the machine
 * reads. Gives the exit code. @throws Unusable
 */
export const auditVerifyLog = async (
  given: readonly Verifier[],
  keptIn: string | undefined,
): Promise<number> => {
  const config = await configured();
  const report = () => undefined;
  const pool = createPool(config.DATABASE_URL, { name: 'crm audit', max: 4, report });
  const log = await openLog(config, pool, report);
  const walkers = startWalkers(config);
  const begunAt = performance.now();
  try {
    const verifiers = given.length > 0 ? given : await publishedVerifiers(pool);
    if (verifiers.length === 0)
      throw new Unusable('The notary has not begun its work in this database, and no --key was given.');
    const kept = await keptCheckpoint(keptIn, verifiers);
    const verdict = await verifyLog({ pool, log, walkers, verifiers, kept });
    const seconds = (performance.now() - begunAt) / 1000;
    for (const line of told(verdict)) say(line);
    if ('fault' in verdict) return 1;
    say(`That took ${seconds.toFixed(1)} s.`);
    if (given.length === 0)
      say(
        `The key is the database's own: compare it with the one you know. ${verifiers.toReversed().map(verifierText).join(', which replaced ')}`,
      );
    return 0;
  } catch (error) {
    throw isUnreachable(error)
      ? new Unusable('The database of the log cannot be reached.', { cause: error })
      : error;
  } finally {
    await Promise.all([walkers.end(), log.close()]);
    await pool.end();
  }
};

const told = (verdict: Verdict): readonly string[] => {
  if ('fault' in verdict) return [sentenceOf(verdict.fault)];
  const { events, checkpoints, signed, waiting } = verdict;
  return [
    `${events} events are what was noted, and ${checkpoints} checkpoints what was signed, the last at ${signed.time} over ${signed.size} events.`,
    ...(waiting > 0
      ? [
          `${waiting}${waiting === mostCounted ? ' or more' : ''} newer events were not noted yet when this began.`,
        ]
      : []),
  ];
};

/** The database that DATABASE_URL names, else that of the installation in the data folder. */
const configured = async (): Promise<AuditConfig> => {
  const own = process.env.DATABASE_URL ?? (await databaseAddress(dataFolder(), 'crm_projection'));
  if (own === null)
    throw new Unusable(`There is no installation in ${dataFolder()}: name its database in DATABASE_URL.`);
  try {
    return configOf(auditConfig, { ...process.env, DATABASE_URL: own });
  } catch (error) {
    if (error instanceof ConfigError) throw new Unusable(error.message);
    throw error;
  }
};

const keptCheckpoint = async (
  file: string | undefined,
  verifiers: readonly Verifier[],
): Promise<Checkpoint | null> => {
  if (file === undefined) return null;
  needFile(file);
  // A note ends with its last line, however whoever kept it has ended the file.
  const opened = openedBy(`${(await readFile(file, 'utf8')).trimEnd()}\n`, verifiers);
  if (opened === null)
    throw new Unusable(
      `${file} is not a checkpoint that ${verifiers.map(({ name }) => name).join(' or ')} has signed.`,
    );
  return opened.checkpoint;
};
