import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProduct } from './product.ts';

const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** Imports a CSV as an operator does at the command line. @throws Error with what it said where it failed */
export const importFile = async ({ url, home, administrator }: TestProduct, csv: string): Promise<string> => {
  const file = join(home, 'customers.csv');
  await writeFile(file, csv);
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'import', 'customers', file], {
    cwd: home,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      CRM_URL: url,
      CRM_EMAIL: administrator.email,
      CRM_PASSWORD: administrator.password,
    },
  });
  return stdout;
};
