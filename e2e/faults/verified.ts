import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ended } from '../../cli/testing/crm-server.ts';
import { signedUp } from '../../projection-service/testing/notary.ts';
import type { TestProduct } from '../support/product.ts';
import type { Books } from './books.ts';

const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

/** What `crm audit verify --log` says of a product's log, once all of it is signed, and its exit code. */
export const verified = async ({ home }: TestProduct, { pool, log }: Books) => {
  await signedUp(pool, log);
  const env = { PATH: process.env.PATH, CRM_DATA: home };
  return ended(spawn(process.execPath, [main, 'audit', 'verify', '--log'], { env }));
};
