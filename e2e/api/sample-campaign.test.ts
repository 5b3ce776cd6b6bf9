import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CampaignReport } from '@crm/contracts';
import { createPool } from '@crm/service-kit/db/pool';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { signIn } from '../../cli/src/api/session.ts';
import { bankFile, loadBank } from '../../cli/src/commands/sample.ts';
import { apiOf } from '../support/api.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';

/** People at the file's beginning, and how many of them subscribed. */
const [people, subscribed] = [500, 11];

let product: TestProduct;
let log: Pool;
beforeAll(async () => {
  product = await startTestProduct();
  log = createPool(product.databaseUrl(), { name: 'sample-test' });
}, 60_000);
afterAll(async () => {
  await log?.end();
  await product?.stop();
}, 60_000);

/** Loads the sample's first rows as `npm run sample` loads them all. */
const load = async (): Promise<string> => {
  const file = join(product.home, 'bank.csv');
  const lines = (await readFile(bankFile, 'utf8')).split('\n');
  await writeFile(file, lines.slice(0, people + 1).join('\n'));
  const session = await signIn({
    url: product.url,
    ...product.administrator,
    newPassword: async () => null,
  });
  return loadBank({ session, patienceMs: 10_000 }, file);
};

/** How many events of each type of customers and campaigns there are, and where the log ends. */
const events = async () => {
  const { rows } = await log.query<{ type: string; count: number; last: bigint }>(
    `select type, count(*)::int, max(position) as last from log.events
     where stream like 'customer-%' or stream like 'campaign-%'
     group by type`,
  );
  return {
    counts: Object.fromEntries(rows.map(({ type, count }) => [type, count])),
    last: rows.map(({ last }) => last).reduce((a, b) => (a > b ? a : b), 0n),
  };
};

it('makes the bank data one telephone campaign, and changes nothing the second time', async () => {
  expect(await load()).toMatch(/: 500 members, 500 sent, 11 converted \(2\.200 % of those sent\)$/);
  const first = await events();
  expect(first.counts).toEqual({
    CustomerRegistered: people,
    InteractionLogged: people,
    CampaignPlanned: 1,
    CampaignLaunched: 1,
    CampaignMemberAdded: people,
    CampaignTouchRecorded: people + subscribed,
  });
  expect(await load()).toMatch(/: 500 members, 500 sent, 11 converted/);
  expect(await events()).toEqual(first);

  const { rows } = await log.query<{ id: string }>(
    `select substr(stream, 10) as id from log.events where type = 'CampaignPlanned'`,
  );
  const api = await apiOf(product);
  const { body } = await api.send('GET', `/campaigns/${rows[0]?.id}/report`, undefined, {
    'consistency-token': String(first.last),
  });
  const { channel, total } = CampaignReport.parse(body);
  expect(channel).toBe('phone');
  expect(total.counts).toMatchObject({
    members: people,
    suppressed: 0,
    sent: people,
    delivered: people,
    converted: subscribed,
  });
  expect(total.rates).toContainEqual({
    name: 'conversion',
    value: subscribed / people,
    numerator: subscribed,
    denominator: 'delivered',
    of: people,
  });
}, 30_000);
