import { setTimeout as sleep } from 'node:timers/promises';
import { type AudienceAccepted, BatchAnswer, CampaignReport, CampaignRow } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, apiOf } from '../support/api.ts';
import { startTestProduct, type TestProduct } from '../support/product.ts';
import { disorder } from './audit.ts';
import { type Books, booksIn } from './books.ts';

/** Of a whole soak, or of a test among others. */
const members = process.env.SOAK ? 45_211 : 5_000;
/** One in so many asked not to be contacted by e-mail. */
const refusing = 100;
/** Milliseconds for an audience to come so far. */
const patience = 120_000;

let product: TestProduct;
let books: Books;
let api: Api;
beforeAll(async () => {
  product = await startTestProduct();
  books = await booksIn(product.home);
  api = await apiOf(product);
}, 60_000);
afterAll(async () => {
  await books?.close();
  await product?.stop();
}, 60_000);

describe('an audience in which the command service is killed twice', () => {
  let campaignId: string;
  let audience: AudienceAccepted;

  beforeAll(async () => {
    const ids = await inBatches(members, (n) => ({
      command: 'RegisterCustomer',
      body: { lastName: `Of the audience ${n}`, tags: ['audience'] },
    }));
    await inBatches(Math.ceil(members / refusing), (n) => ({
      command: 'SetDoNotContact',
      path: { id: ids[n * refusing] },
      body: { channel: 'email' },
    }));
    ({ id: campaignId } = await api.give('POST', '/campaigns', { name: 'Spring', type: 'email' }));
    await caughtUp();
    const body = { filter: { tag: 'audience' } };
    const answer = await api.send('POST', `/campaigns/${campaignId}/audiences`, body);
    expect(answer.status).toBe(201);
    audience = answer.body as AudienceAccepted;
    for (const share of [0.2, 0.6]) {
      await reached(async () => (await added()).length >= members * share);
      const before = product.pid('command');
      product.kill('command');
      await product.revived('command', before);
    }
    await reached(async () => (await audiences())[0]?.state === 'completed');
  }, 300_000);

  it('holds everybody whom the filter finds', () => {
    expect(audience).toMatchObject({ id: campaignId, total: members, unknown: [] });
  });

  it('makes each of them a member exactly once', async () => {
    const streams = await added();
    expect(streams).toHaveLength(members);
    expect(new Set(streams).size).toBe(members);
  });

  it('tells how far it came, without a gap', async () => {
    expect(await audiences()).toMatchObject([
      { audienceId: audience.createdId, handled: members, total: members, state: 'completed' },
    ]);
  });

  it('counts what a recount from the log counts', async () => {
    await caughtUp();
    const report = await api.send('GET', `/campaigns/${campaignId}/report`);
    const { total } = CampaignReport.parse(report.body);
    const { rows } = await books.pool.query<{ suppressed: number }>(
      `select count(*)::integer as suppressed
       from log.events
       where type = 'CampaignMemberAdded' and data->>'suppressed' = 'do_not_contact'`,
    );
    expect(total.counts).toMatchObject({ members, suppressed: rows[0]?.suppressed, sent: 0 });
    expect(rows[0]?.suppressed).toBe(Math.ceil(members / refusing));
  });

  it('leaves a log in order, and read models that equal a rebuild from zero', async () => {
    expect(await disorder(books)).toEqual([]);
    expect(await books.differences()).toEqual([]);
  }, 120_000);
});

/** Gives many commands; the ids of what they changed. */
const inBatches = async (count: number, commandOf: (n: number) => object): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let from = 0; from < count; from += 500) {
    const commands = Array.from({ length: Math.min(500, count - from) }, (_, n) => commandOf(from + n));
    const { results } = BatchAnswer.parse((await api.send('POST', '/batch', { commands })).body);
    for (const result of results) ids.push('accepted' in result ? result.accepted.id : '');
  }
  return ids;
};

/** The streams of the members, as often as each was added. */
const added = async (): Promise<readonly string[]> => {
  const { rows } = await books.pool.query<{ stream: string }>(
    `select stream from log.events where type = 'CampaignMemberAdded'`,
  );
  return rows.map(({ stream }) => stream);
};

const audiences = async () => {
  const { items } = (await api.send('GET', '/campaigns')).body as { items: { id: string }[] };
  const row = await api.send('GET', `/campaigns/${items[0]?.id}`);
  return CampaignRow.parse(row.body).audiences;
};

/** Waits until the read models stand where the log stands now. */
const caughtUp = (): Promise<void> =>
  reached(async () => {
    const { rows } = await books.pool.query<{ behind: boolean }>(
      `select min(c.position) < max(h.position) as behind
       from engine.checkpoints c join engine.builds b using (model, version, build), log.head h
       where b.state = 'shown' and model in ('customer', 'campaign', 'campaign_member', 'campaign_effect')`,
    );
    return rows[0]?.behind === false;
  });

const reached = async (isThere: () => Promise<boolean>): Promise<void> => {
  for (const until = Date.now() + patience; !(await isThere()); await sleep(20))
    if (Date.now() > until) throw new Error('the audience stands still');
};
