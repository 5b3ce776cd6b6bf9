import type { campaignEvents } from '@crm/contracts';
import { type CommandData, campaignCommands, type EventOf, Invalid, Missing, Refusal } from '@crm/contracts';
import { folded, given, id } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { campaign } from './campaign.ts';

type Name = keyof typeof campaignCommands;
type Event = EventOf<typeof campaignEvents>;
interface Asked {
  readonly name: Name;
  readonly input: object;
  readonly path: Readonly<Record<string, string>>;
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const money = maybe(fc.record({ amount: fc.constant(1), currency: fc.constantFrom('EUR', 'USD') }));
const day = maybe(fc.constantFrom('2026-01-01', '2026-02-01', null));
const terms = { startDate: day, endDate: day, budget: money };
const ask = (
  name: Name,
  input: fc.Arbitrary<object> = fc.constant({}),
  path: Record<string, fc.Arbitrary<string>> = {},
) => fc.record({ name: fc.constant(name), input, path: fc.record(path) });

const asked: fc.Arbitrary<Asked> = fc.oneof(
  ask('PlanCampaign', fc.record({ name: fc.constant('S'), type: fc.constantFrom('email', 'sms'), ...terms })),
  ask('ChangeCampaign', fc.record({ name: maybe(fc.constantFrom('S', 'T')), ...terms })),
  ask('LaunchCampaign'),
  ask('PauseCampaign'),
  ask('ResumeCampaign'),
  ask('CompleteCampaign'),
  ask('AbortCampaign'),
  ask(
    'RecordCampaignCost',
    fc.record({
      amount: fc.record({ amount: fc.constant(1), currency: fc.constantFrom('EUR', 'USD') }),
      spentOn: fc.constant('2026-01-01'),
    }),
  ),
  ask('VoidCampaignCost', undefined, { costId: fc.constantFrom(id(1), id(2), id(3)) }),
  ask('AddAudience', fc.constant({ filter: {} })),
);

/** Commands that make something new each time. */
const makesAnew: readonly Name[] = ['RecordCampaignCost', 'AddAudience'];

const decided = (history: readonly Event[], { name, input, path }: Asked): readonly Event[] => {
  const body = campaignCommands[name].body.parse(input);
  const data = { ...body, ...path } as CommandData<(typeof campaignCommands)[Name]>;
  try {
    const newId = () => id((history.length % 3) + 1);
    return given(campaign, history, { newId }).when(name, data as never);
  } catch (error) {
    if (error instanceof Refusal || error instanceof Missing || error instanceof Invalid) return [];
    throw error;
  }
};

const historyOf = (sequence: readonly Asked[]): readonly Event[] => {
  const history: Event[] = [];
  for (const each of sequence) history.push(...decided(history, each));
  return history;
};

describe('whatever is asked of a campaign', () => {
  it('asked twice in a row, the second time nothing follows', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), asked, (before, last) => {
        fc.pre(!makesAnew.includes(last.name));
        expect(decided(historyOf([...before, last]), last)).toEqual([]);
      }),
    );
  });

  it('the costs that count are in one currency', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (sequence) => {
        const counting = new Map<string, string>();
        for (const { type, data } of historyOf(sequence)) {
          if (type === 'CampaignCostRecorded') counting.set(data.costId, data.amount.currency);
          if (type === 'CampaignCostVoided') counting.delete(data.costId);
        }
        expect(new Set(counting.values()).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('its events fold in any order and number without a throw: what is in the log has happened', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (sequence, random) => {
        const history = historyOf(sequence);
        const shuffled = history.flatMap((_, n) => history[(random.next().value + n) % history.length] ?? []);
        expect(() => folded(campaign, shuffled)).not.toThrow();
      }),
    );
  });
});
