import { Invalid, Missing, type Refusal } from '@crm/contracts';
import { id, manager } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import {
  aborted,
  campaignAfter,
  completed,
  launched,
  paused,
  planned,
  resumed,
  whenCampaign,
} from '../../testing/campaign.ts';
import { thrown } from '../../testing/customer.ts';
import { campaign } from './campaign.ts';

const codeOf = (decide: () => unknown) => (thrown(decide) as Refusal).code;
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const dollars = (amount: number) => ({ amount, currency: 'USD' });
const cost = (costId: string, amount = euros(100)) =>
  ({ type: 'CampaignCostRecorded', data: { costId, amount, spentOn: '2026-01-02', note: null } }) as const;
const voided = (costId: string) => ({ type: 'CampaignCostVoided', data: { costId, reason: null } }) as const;

const isPlanned = whenCampaign(planned());
const isActive = whenCampaign(planned(), launched);
const isPaused = whenCampaign(planned(), launched, paused);
const isResumed = whenCampaign(planned(), launched, paused, resumed);
const isCompleted = whenCampaign(planned(), launched, completed);
const isAborted = whenCampaign(planned(), aborted);

describe('planning a campaign', () => {
  const plan = whenCampaign();

  it('takes the channel of its type, and who plans it as the owner', () => {
    expect(plan('PlanCampaign', { name: ' Spring ', type: 'telemarketing' })).toEqual([
      planned({ type: 'telemarketing', channel: 'phone', ownerId: manager.id }),
    ]);
    expect(plan('PlanCampaign', { name: 'Spring', type: 'web', channel: 'email', ownerId: null })).toEqual([
      planned({ type: 'web', channel: 'email', ownerId: null }),
    ]);
  });

  it('keeps every term that is said', () => {
    const terms = {
      startDate: '2026-03-01',
      endDate: '2026-03-01',
      budget: euros(500_000),
      expectedRevenue: euros(2_000_000),
      expectedResponse: 2.5,
      goal: { kind: 'lead', target: 40, description: null },
      utm: { source: 'mail', medium: null, campaign: 'spring', term: null, content: null },
      variants: [
        { name: 'A', parts: 1 },
        { name: 'B', parts: 3 },
      ],
      ownerId: id(5),
    };
    expect(plan('PlanCampaign', { name: 'Spring', type: 'email', ...terms })).toEqual([planned(terms)]);
  });

  it('refuses an end before the start', () => {
    const days = { startDate: '2026-03-02', endDate: '2026-03-01' };
    expect(thrown(() => plan('PlanCampaign', { name: 'S', type: 'email', ...days }))).toEqual(
      new Invalid([{ path: 'endDate', message: 'must not be before the start' }]),
    );
    const begun = whenCampaign(planned({ startDate: '2026-03-02' }));
    expect(codeOf(() => begun('ChangeCampaign', { endDate: '2026-03-01' }))).toBe('invalid-input');
  });
});

describe('changing a campaign', () => {
  it('tells only what is new', () => {
    expect(isPlanned('ChangeCampaign', { name: 'Summer', type: 'email' })).toEqual([
      { type: 'CampaignChanged', data: { name: 'Summer' } },
    ]);
    expect(isPlanned('ChangeCampaign', { name: 'Spring', variants: [] })).toEqual([]);
  });

  it('is possible after the end, but not after it was aborted', () => {
    expect(isCompleted('ChangeCampaign', { name: 'Summer' })).toHaveLength(1);
    expect(codeOf(() => isAborted('ChangeCampaign', { name: 'Summer' }))).toBe('campaign-aborted');
  });

  it('leaves the variants as they were launched', () => {
    const variants = [{ name: 'A', parts: 1 }];
    expect(isPlanned('ChangeCampaign', { variants })).toHaveLength(1);
    expect(codeOf(() => isActive('ChangeCampaign', { variants }))).toBe('campaign-launched');
  });

  it('of nobody is of none', () => {
    expect(thrown(() => whenCampaign()('ChangeCampaign', {}))).toEqual(new Missing('campaign'));
  });
});

describe('the course of a campaign', () => {
  it('goes from the plan over pauses to the end', () => {
    expect(isPlanned('LaunchCampaign')).toEqual([launched]);
    expect(isActive('PauseCampaign')).toEqual([paused]);
    expect(isPaused('ResumeCampaign')).toEqual([resumed]);
    expect(isResumed('CompleteCampaign')).toEqual([completed]);
    expect(isPaused('CompleteCampaign')).toEqual([completed]);
    for (const when of [isPlanned, isActive, isPaused])
      expect(when('AbortCampaign', { reason: 'late' })).toEqual([
        { type: 'CampaignAborted', data: { reason: 'late' } },
      ]);
  });

  it('stays where it is already', () => {
    expect(isActive('LaunchCampaign')).toEqual([]);
    expect(isResumed('ResumeCampaign')).toEqual([]);
    expect(isPaused('PauseCampaign')).toEqual([]);
    expect(isCompleted('CompleteCampaign')).toEqual([]);
    expect(isAborted('AbortCampaign')).toEqual([]);
  });

  it.each([
    ['LaunchCampaign', isPaused, 'paused', 'active'],
    ['LaunchCampaign', isCompleted, 'completed', 'active'],
    ['PauseCampaign', isPlanned, 'planned', 'paused'],
    ['ResumeCampaign', isPlanned, 'planned', 'active'],
    ['ResumeCampaign', isAborted, 'aborted', 'active'],
    ['CompleteCampaign', isPlanned, 'planned', 'completed'],
    ['AbortCampaign', isCompleted, 'completed', 'aborted'],
  ] as const)('%s has no way from where it is', (name, when, from, to) => {
    expect(thrown(() => when(name))).toMatchObject({
      code: 'campaign-transition-refused',
      message: `The campaign is ${from}: it cannot become ${to}.`,
      facts: { from, to },
    });
  });
});

describe('the costs of a campaign', () => {
  const said = { amount: euros(100), spentOn: '2026-01-02' };

  it('are recorded in every status but aborted', () => {
    for (const when of [isPlanned, isActive, isPaused, isCompleted])
      expect(when('RecordCampaignCost', said)).toEqual([cost(id(1))]);
    expect(codeOf(() => isAborted('RecordCampaignCost', said))).toBe('campaign-aborted');
  });

  it("are in the budget's currency, else in that of the first cost that counts", () => {
    const [budgeted, spent, back] = [
      whenCampaign(planned({ budget: dollars(1) })),
      whenCampaign(planned(), cost('c1')),
      whenCampaign(planned(), cost('c1'), voided('c1')),
    ];
    expect(codeOf(() => budgeted('RecordCampaignCost', said))).toBe('currency-differs');
    expect(codeOf(() => spent('RecordCampaignCost', { ...said, amount: dollars(1) }))).toBe(
      'currency-differs',
    );
    expect(codeOf(() => spent('ChangeCampaign', { budget: dollars(1) }))).toBe('currency-differs');
    expect(spent('ChangeCampaign', { budget: euros(1) })).toHaveLength(1);
    expect(back('RecordCampaignCost', { ...said, amount: dollars(1) })).toHaveLength(1);
  });

  it('are voided once', () => {
    const path = { path: { costId: 'c1' } };
    expect(whenCampaign(planned(), cost('c1'))('VoidCampaignCost', {}, path)).toEqual([voided('c1')]);
    expect(whenCampaign(planned(), cost('c1'), voided('c1'))('VoidCampaignCost', {}, path)).toEqual([]);
    expect(thrown(() => isPlanned('VoidCampaignCost', {}, path))).toEqual(new Missing('cost'));
  });
});

describe('an audience', () => {
  it('is asked for by a filter or by addresses, which are kept nowhere', () => {
    expect(isPlanned('AddAudience', { filter: { tag: 'vip' } })).toEqual([
      {
        type: 'CampaignAudienceRequested',
        data: { audienceId: id(1), kind: 'filter', filter: { tag: ['vip'], archived: 'no' } },
      },
    ]);
    expect(isActive('AddAudience', { emails: ['a@example.org'] })).toEqual([
      { type: 'CampaignAudienceRequested', data: { audienceId: id(1), kind: 'emails', filter: null } },
    ]);
  });

  it('is asked for in one way, and not after the end', () => {
    expect(codeOf(() => isPlanned('AddAudience'))).toBe('invalid-input');
    expect(codeOf(() => isPlanned('AddAudience', { filter: {}, emails: ['a@example.org'] }))).toBe(
      'invalid-input',
    );
    for (const when of [isCompleted, isAborted])
      expect(codeOf(() => when('AddAudience', { filter: {} }))).toBe('campaign-closed');
  });
});

it('folds what is in the log in any order, without a throw', () => {
  const events = [cost('c1'), voided('c1'), voided('c2'), launched, aborted, planned()];
  expect(campaignAfter(...events)).toMatchObject({ status: 'planned' });
  expect(campaignAfter(...events.toReversed())).toMatchObject({ counted: { costs: 1 } });
  expect(campaign.ownerOf(campaignAfter(planned({ ownerId: 'me' })))).toBe('me');
});
