import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Accepted, CampaignReport } from '@crm/contracts';
import type { Pool } from 'pg';
import { inBatches } from '../batches.ts';
import { closedLoop } from '../closed-loop.ts';
import type { Figure, Result } from '../figure.ts';
import { call } from '../http.ts';
import { percentile } from '../percentiles.ts';
import { benchProduct, caughtUp } from '../product.ts';
import { owners, registerMany } from './million.ts';
import { lateStage, oldStage, stages } from './people.ts';

const customers = 100_000;
/** Of the members, so many are touched: lists by status then find some and not all. */
const touched = 20_000;
const seconds = 4;

/** A filter that finds a hundred thousand customers, until the last of them is a visible member; then its pages. */
export const audience: Figure = {
  name: 'audience',
  about: `a campaign of ${customers.toLocaleString('en')} members by filter: until the last is visible, and its pages`,
  measure: async (say) => {
    const product = await benchProduct(say);
    await registerMany(product.admin, customers, owners[0] ?? '');
    await caughtUp(product.admin);
    await product.admin.query('vacuum analyze');
    const agent = new Agent({ keepAlive: true });
    const ask = call({ url: product.url, token: await product.token(), agent });
    const campaign = await launched(ask);

    const startedAt = performance.now();
    const filter = { stage: [...stages, oldStage, lateStage] };
    await ask('POST', `${campaign}/audiences`, { filter });
    say(`accepted after ${Math.round(performance.now() - startedAt)} ms`);
    while ((await members(ask, campaign)) < customers) await sleep(100);
    const visible = (performance.now() - startedAt) / 1000;
    say(`visible after ${visible.toFixed(1)} s`);

    await touchSome(product.admin, ask, campaign.slice('/api/campaigns/'.length));
    await caughtUp(product.admin);
    await product.admin.query('analyze');
    const results = await pages(ask, campaign);
    agent.destroy();
    await product.close();
    return [
      {
        figure: `audience of ${customers.toLocaleString('en')} by filter, command to last member visible`,
        value: visible,
        unit: 's',
        goal: { of: 'value', is: 'at most', limit: 20 },
      },
      ...results,
    ];
  },
};

type Ask = ReturnType<typeof call>;

/** A new campaign's path. */
const launched = async (ask: Ask): Promise<string> => {
  const { body } = await ask('POST', '/api/campaigns', { name: 'Spring', type: 'email' });
  const path = `/api/campaigns/${Accepted.parse(JSON.parse(body)).id}`;
  await ask('POST', `${path}/launch`, {});
  return path;
};

const members = async (ask: Ask, campaign: string): Promise<number> =>
  CampaignReport.parse(JSON.parse((await ask('GET', `${campaign}/report`)).body)).total.counts.members;

const touchSome = async (admin: Pool, ask: Ask, campaignId: string): Promise<void> => {
  const { rows } = await admin.query<{ id: string }>(
    `select substr(stream, length('customer-') + 1) as id from log.events where type = 'CustomerRegistered' limit $1`,
    [touched],
  );
  await inBatches(ask, touched, (n) => ({
    command: 'RecordTouch',
    path: { id: rows[n]?.id ?? '' },
    body: {
      campaignId,
      kind: n % 10 === 0 ? 'clicked' : n % 3 === 0 ? 'opened' : 'sent',
      occurredAt: '2026-01-01T12:00:00.000Z',
    },
  }));
};

/** What is asked of the campaign, by one client. */
const pages = async (ask: Ask, campaign: string): Promise<readonly Result[]> => {
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    'members, page after page': walk(ask, `${campaign}/members?limit=50`),
    'members, clicked': walk(ask, `${campaign}/members?limit=50&status=clicked`),
    report: () => ask('GET', `${campaign}/report`),
  };
  const results: Result[] = [];
  for (const [name, once] of Object.entries(asked)) {
    await closedLoop(1, 1000, once);
    const { latencies } = await closedLoop(1, seconds * 1000, once);
    results.push({
      figure: `campaign of ${customers.toLocaleString('en')}: ${name}, p95`,
      value: percentile(latencies, 0.95),
      unit: 'ms',
      goal: { of: 'value', is: 'at most', limit: 50 },
    });
  }
  return results;
};

/** Asks for the next page each time, and for the first one again behind the last. */
const walk = (ask: Ask, path: string) => {
  let after: string | null = null;
  return async (): Promise<void> => {
    const next = after === null ? path : `${path}&after=${encodeURIComponent(after)}`;
    ({ next: after } = JSON.parse((await ask('GET', next)).body));
  };
};
