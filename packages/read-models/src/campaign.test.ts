import type { AnyEvent } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { campaignHistory } from '../testing/campaign-histories.ts';
import { past } from '../testing/fold-events.ts';
import { draws } from '../testing/histories.ts';
import { campaign, foldStream, type Row } from './index.ts';

const planned = campaignHistory(draws(1), 0).events;
const after = (...events: AnyEvent[]): Row | null => foldStream(campaign, past([...planned, ...events]));
const cost = (costId: string, amount: number): AnyEvent => ({
  type: 'CampaignCostRecorded',
  data: { costId, amount: { amount, currency: 'EUR' }, spentOn: '2026-01-05', note: null },
});
const requested = (audienceId: string): AnyEvent => ({
  type: 'CampaignAudienceRequested',
  data: { audienceId, kind: 'filter', filter: {} },
});

describe('a campaign', () => {
  it('is planned, launched, paused, resumed and completed', () => {
    expect(after()).toMatchObject({
      status: 'planned',
      launchedAt: null,
      createdBy: 'marketing',
      revision: 0,
    });
    const launched: AnyEvent = { type: 'CampaignLaunched', data: {} };
    expect(after(launched)).toMatchObject({ status: 'active', launchedAt: '2026-06-01T00:00:01.000Z' });
    const paused: AnyEvent = { type: 'CampaignPaused', data: {} };
    expect(after(launched, paused)).toMatchObject({ status: 'paused' });
    expect(after(launched, paused, { type: 'CampaignResumed', data: {} })).toMatchObject({
      status: 'active',
      launchedAt: '2026-06-01T00:00:01.000Z',
    });
    expect(after(launched, { type: 'CampaignCompleted', data: {} })).toMatchObject({
      status: 'completed',
      endedAt: '2026-06-01T00:00:02.000Z',
    });
    expect(after({ type: 'CampaignAborted', data: { reason: 'no' } })).toMatchObject({ status: 'aborted' });
  });

  it('changes only in the terms that an event names', () => {
    const row = after({ type: 'CampaignChanged', data: { name: 'Autumn', endDate: '2026-12-31' } });
    expect(row).toMatchObject({
      ...after(),
      name: 'Autumn',
      endDate: '2026-12-31',
      revision: 1,
      updatedAt: expect.anything(),
    });
  });

  it('has cost what was recorded and not voided', () => {
    expect(after()).toMatchObject({ actualCost: null });
    expect(after(cost('a', 500), cost('b', 250))).toMatchObject({
      actualCost: { amount: 750, currency: 'EUR' },
    });
    const voided: AnyEvent = { type: 'CampaignCostVoided', data: { costId: 'a', reason: null } };
    expect(after(cost('a', 500), cost('b', 250), voided)).toMatchObject({
      actualCost: { amount: 250, currency: 'EUR' },
      costs: [
        { costId: 'a', voidedAt: '2026-06-01T00:00:03.000Z' },
        { costId: 'b', voidedAt: null },
      ],
    });
    expect(after(cost('a', 500), voided)).toMatchObject({ actualCost: null });
  });

  it('knows how far each audience has come, and how many are still on their way', () => {
    const running = [requested('a'), requested('b')];
    expect(after(...running)).toMatchObject({
      openAudiences: 2,
      audiences: [{ handled: 0, total: null }, {}],
    });
    const progressed: AnyEvent = {
      type: 'CampaignAudienceProgressed',
      data: { audienceId: 'a', handled: 5_000, total: 45_211 },
    };
    expect(after(...running, progressed)).toMatchObject({
      openAudiences: 2,
      audiences: [{ audienceId: 'a', handled: 5_000, total: 45_211, state: 'running' }, { handled: 0 }],
    });
    const ended: AnyEvent[] = [
      { type: 'CampaignAudienceCompleted', data: { audienceId: 'a', total: 45_211 } },
      { type: 'CampaignAudienceAbandoned', data: { audienceId: 'b' } },
    ];
    expect(after(...running, ...ended)).toMatchObject({
      openAudiences: 0,
      audiences: [{ handled: 45_211, state: 'completed' }, { state: 'abandoned' }],
    });
  });
});
