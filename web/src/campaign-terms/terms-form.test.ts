import { campaignCommands, inWords } from '@crm/contracts';
import { expect, it } from '@jest/globals';
import { bodyText } from '../api/body-text.ts';
import { emptyTerms, goalOf, planOf, utmOf } from './terms-form.ts';

it('says nothing of what was left empty', () => {
  expect(planOf({ ...emptyTerms, name: 'Spring' })).toEqual({ name: 'Spring', type: 'email' });
});

it('fills a body that the rules accept', () => {
  const body = planOf({
    ...emptyTerms,
    name: 'Spring',
    type: 'telemarketing',
    channel: 'phone',
    startDate: '2026-03-01',
    endDate: '2026-04-30',
    budget: '1 200,50',
    expectedResponse: '12.5',
    goalKind: 'lead',
    goalTarget: '40',
    source: 'newsletter',
    variants: [
      { key: 0, name: 'A', parts: '1' },
      { key: 1, name: 'B', parts: '3' },
    ],
  });
  expect(campaignCommands.PlanCampaign.body.parse(body)).toMatchObject({
    budget: { amount: 120_050, currency: 'EUR' },
    expectedResponse: 12.5,
    goal: { kind: 'lead', target: 40, description: null },
    utm: { source: 'newsletter', medium: null },
    variants: [
      { name: 'A', parts: 1 },
      { name: 'B', parts: 3 },
    ],
  });
});

it('reads a goal of revenue as an amount, others as a number', () => {
  expect(goalOf({ ...emptyTerms, goalKind: 'revenue', goalTarget: '5000' })).toEqual({
    kind: 'revenue',
    target: 500_000,
  });
  expect(goalOf({ ...emptyTerms, goalKind: 'lead', goalTarget: '5000' })).toEqual({
    kind: 'lead',
    target: 5000,
  });
});

it('has no goal and no tags where none was said', () => {
  expect([goalOf(emptyTerms), utmOf(emptyTerms)]).toEqual([null, null]);
});

it('leaves a number that is none to the rule, which complains at its field', () => {
  const body = planOf({ ...emptyTerms, name: 'Spring', budget: 'much', expectedResponse: 'most' });
  const travelled: unknown = JSON.parse(bodyText(body));
  const { error } = campaignCommands.PlanCampaign.body.safeParse(travelled, { error: inWords });
  expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['budget.amount', 'must be an amount'],
    ['expectedResponse', 'must be a number'],
  ]);
});
