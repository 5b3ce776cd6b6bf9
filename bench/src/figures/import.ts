import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import type { Figure } from '../figure.ts';
import { benchProduct, caughtUp } from '../product.ts';

const people = 60_000;

/** A large CSV through the command line: read, sent, decided, sealed, on disk, and folded. */
export const importing: Figure = {
  name: 'import',
  about: `npx crm import customers: ${people.toLocaleString('en')} rows from a CSV file`,
  measure: async (say) => {
    const product = await benchProduct(say);
    const folder = await mkdtemp(join(tmpdir(), 'crm-bench-csv-'));
    const file = join(folder, 'people.csv');
    await writePeople(file);
    const before = await eventsIn(product.admin);
    const startedAt = performance.now();
    await runImport(file, product);
    const seconds = (performance.now() - startedAt) / 1000;
    const late = await caughtUp(product.admin);
    const events = (await eventsIn(product.admin)) - before;
    await product.close();
    await rm(folder, { recursive: true });
    return [
      {
        figure: 'import, customers registered',
        value: people / seconds,
        unit: 'rows/s',
        goal: { of: 'value', is: 'at least', limit: 3_000 },
      },
      { figure: 'import, events appended', value: events / seconds, unit: 'events/s' },
      {
        figure: 'import, read models caught up after its end',
        value: late / 1000,
        unit: 's',
        goal: { of: 'value', is: 'at most', limit: 2 },
      },
    ];
  },
};

const writePeople = async (file: string): Promise<void> => {
  const out = createWriteStream(file);
  out.write('First name,Last name,E-mail,Phone,Company,City,Country,Tags\n');
  for (let n = 0; n < people; n++)
    out.write(
      `Ada${n % 997},Lovelace${n % 7919},person${n}@example.com,+4930${1_000_000 + n},"Engines, ${n % 500} Ltd.",Berlin,DE,bench\n`,
    );
  out.end();
  await finished(out);
};

const runImport = async (
  file: string,
  { url, email, password }: { url: string; email: string; password: string },
) => {
  const crm = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url));
  const args = [crm, 'import', 'customers', file, '--url', url, '--email', email];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, CRM_PASSWORD: password },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the import ended with ${code}`);
};

const eventsIn = async (admin: Pool): Promise<number> => {
  const { rows } = await admin.query<{ events: bigint }>('select count(*) as events from log.events');
  return Number(rows[0]?.events);
};
