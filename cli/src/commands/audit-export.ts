import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Evidence, LogCheckpoint, LogKey, logQuestions, type Page, ProvenEvent } from '@crm/contracts';
import { z } from 'zod';
import { askerOf } from '../api/asker.ts';
import { say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';
import { connect, connectionOptions } from './credentials.ts';

export const auditExportUsage = `crm audit export CUSTOMER [options]
  --out FILE             where the evidence goes (default: CUSTOMER.evidence.json)
  --url, --email, --patience as with import`;

const options = { ...connectionOptions, out: { type: 'string' } } as const;
const perPage = 200;

/**
 * Writes everything that the log holds of a customer into one file that proves itself: the events as they are stored,
 * with their proofs, the signed checkpoint and the key; beside them what they say.
 */
export const auditExport = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [customer, ...more] = positionals;
  if (customer === undefined || more.length > 0)
    throw new Unusable(`Name one customer by its id.\n\n${auditExportUsage}`);
  if (!z.uuid().safeParse(customer).success) throw new Unusable(`${customer} is not the id of a customer.`);
  const onWait = (why: string) => say(`waiting: ${why}`);
  const { ask } = askerOf(await connect(values, onWait), onWait);

  const key = await ask(LogKey, logQuestions.logKey.path);
  const { note, size, time } = await ask(LogCheckpoint, logQuestions.logCheckpoint.path);
  const events: ProvenEvent[] = [];
  for (let page: Page<ProvenEvent>, after = ''; ; after = `&after=${encodeURIComponent(page.next ?? '')}`) {
    page = await ask(Proven, `/log/customers/${customer}?size=${size}&limit=${perPage}${after}`);
    events.push(...page.items);
    if (page.next === null) break;
  }
  if (events.length === 0)
    throw new Unusable('Nothing of this customer is signed yet: try again in a second.');
  const evidence: Evidence = {
    format: 'crm-evidence-1',
    customer,
    exportedAt: new Date().toISOString(),
    key,
    checkpoint: note,
    events,
  };
  const file = values.out ?? `${customer}.evidence.json`;
  await writeFile(file, `${JSON.stringify(evidence, null, 2)}\n`, { mode: 0o600 });
  say(`${file}: ${events.length} events, as signed at ${time}. Check it with: crm audit verify ${file}`);
  return 0;
};

const Proven = z.object({ items: z.array(ProvenEvent), next: z.string().nullable() });
