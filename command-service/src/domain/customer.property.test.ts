import { type CommandData, type EventOf, Invalid, Missing, Refusal } from '@crm/contracts';
import { folded, given, id } from '@crm/service-kit/testing/given';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { campaignAfter, launched, planned } from '../../testing/campaign.ts';
import { customer } from './customer.ts';
import { type Customer, commands, type events } from './customer-state.ts';

type Name = keyof typeof commands;
type Event = EventOf<typeof events>;
interface Asked {
  readonly name: Name;
  readonly input: object;
  readonly path: Readonly<Record<string, string>>;
}

/** Few of each, so that commands meet: the same address twice, an entry that is gone, an interaction corrected again. */
const address = fc.constantFrom('a@example.org', 'A@example.org', 'b@example.org', 'c@bücher.example');
const number = fc.constantFrom('+4930111111', '+49 30 111111', '+4930222222', '+4930333333');
const entry = fc.constantFrom(...[1, 2, 3, 4, 5, 6].map((n) => id(n)));
const campaignId = fc.constantFrom(id(51), id(52));
const channel = fc.constantFrom('email', 'sms');
const tags = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const ask = (name: Name, input: fc.Arbitrary<object>, path: Record<string, fc.Arbitrary<string>> = {}) =>
  fc.record({ name: fc.constant(name), input, path: fc.record(path) });
const nothing = fc.constant({});

const asked: fc.Arbitrary<Asked> = fc.oneof(
  ask(
    'RegisterCustomer',
    fc.record({
      lastName: fc.constant('L'),
      emails: fc.uniqueArray(fc.record({ address, primary: fc.boolean() }), { maxLength: 3 }),
      phones: fc.uniqueArray(fc.record({ number, primary: fc.boolean() }), { maxLength: 3 }),
      tags,
    }),
  ),
  ask('ChangeCustomerDetails', fc.record({ jobTitle: maybe(fc.constantFrom('x', 'y', null)) })),
  ask('AddEmail', fc.record({ address, primary: fc.boolean() })),
  ask('ChangeEmail', fc.record({ address: maybe(address), primary: maybe(fc.constant(true)) }), {
    emailId: entry,
  }),
  ask('RemoveEmail', nothing, { emailId: entry }),
  ask('AddPhone', fc.record({ number, primary: fc.boolean() })),
  ask('ChangePhone', fc.record({ number: maybe(number), primary: maybe(fc.constant(true)) }), {
    phoneId: entry,
  }),
  ask('RemovePhone', nothing, { phoneId: entry }),
  ask('ChangeAddress', fc.record({ address: fc.constantFrom(null, { city: 'Kyiv' }, { city: 'Lviv' }) })),
  ask('ChangeTags', fc.record({ add: tags, remove: tags })),
  ask('AssignCustomer', fc.record({ ownerId: fc.constantFrom(id(1), id(2), null) })),
  ask('ChangeStage', fc.record({ stage: fc.constantFrom('lead', 'customer') })),
  ask('ArchiveCustomer', nothing),
  ask('RestoreCustomer', nothing),
  ask(
    'LogInteraction',
    fc.record({
      kind: fc.constantFrom('call', 'note'),
      occurredAt: fc.constant('2026-01-01T00:00:00.000Z'),
      externalId: fc.constantFrom('x', 'y', null),
    }),
  ),
  ask('CorrectInteraction', fc.record({ subject: fc.constantFrom('s', 't', null) }), {
    interactionId: entry,
  }),
  ask('VoidInteraction', nothing, { interactionId: entry }),
  ask('AddToCampaign', fc.record({ campaignId })),
  ask(
    'RecordTouch',
    fc.record({
      campaignId,
      kind: fc.constantFrom('sent', 'clicked', 'unsubscribed', 'complained'),
      occurredAt: fc.constant('2026-01-01T00:00:00.000Z'),
      channel: maybe(channel),
      url: maybe(fc.constant('https://example.com')),
      externalId: fc.constantFrom('x', 'y', null),
    }),
  ),
  ask('SetDoNotContact', fc.record({ channel })),
  ask('LiftDoNotContact', fc.record({ channel })),
  ask('EraseCustomer', fc.record({ reason: fc.constantFrom('asked', 'objection') })),
);

/** The campaign that commands refer to. */
const consulted = campaignAfter(planned({ variants: [{ name: 'A', parts: 1 }] }), launched);

/** Commands that make something new each time unless the caller's own id of it says that it is the same. */
const makesAnew = ({ name, input }: Asked) =>
  ['LogInteraction', 'RecordTouch'].includes(name) && Reflect.get(input, 'externalId') === null;

/** What follows, read back as the log would give it: names sorted. A refusal lets nothing follow. */
const decided = (history: readonly Event[], { name, input, path }: Asked): readonly Event[] => {
  const data = { ...commands[name].body.parse(input), ...path } as CommandData<(typeof commands)[Name]>;
  let next = history.length;
  try {
    const given_ = given(customer, history, { consulted, newId: () => id((++next % 6) + 1) });
    return JSON.parse(JSON.stringify(given_.when(name, data as never), sortedNames)) as readonly Event[];
  } catch (error) {
    if (error instanceof Refusal || error instanceof Missing || error instanceof Invalid) return [];
    throw error;
  }
};

const sortedNames = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const historyOf = (sequence: readonly Asked[]): readonly Event[] => {
  const history: Event[] = [];
  for (const each of sequence) history.push(...decided(history, each));
  return history;
};

const primaries = (state: Customer, list: 'emails' | 'phones') =>
  state.status === 'none' ? 0 : state[list].filter(({ primary }) => primary).length;

describe('whatever is asked of a customer', () => {
  it('asked twice in a row, the second time nothing follows', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), asked, (before, last) => {
        fc.pre(!makesAnew(last));
        const history = historyOf([...before, last]);
        expect(decided(history, last)).toEqual([]);
      }),
    );
  });

  it('where there are e-mail addresses exactly one is primary, and so with telephone numbers', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (sequence) => {
        const state = folded(customer, historyOf(sequence));
        if (state.status === 'none') return;
        expect(primaries(state, 'emails')).toBe(Math.min(1, state.emails.length));
        expect(primaries(state, 'phones')).toBe(Math.min(1, state.phones.length));
      }),
    );
  });

  it('nothing that tells of a person follows the erasure', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (sequence) => {
        const history = historyOf(sequence);
        const end = history.findIndex(({ type }) => type === 'CustomerErased');
        for (const { type, data } of end === -1 ? [] : history.slice(end + 1)) {
          expect(['CampaignMemberAdded', 'CampaignTouchRecorded']).toContain(type);
          if (type === 'CampaignTouchRecorded') expect(data).toMatchObject({ url: null, ip: null });
        }
      }),
    );
  });

  it('no address is held twice', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (sequence) => {
        const held = customer.reserves?.(folded(customer, historyOf(sequence))) ?? [];
        expect(new Set(held).size).toBe(held.length);
      }),
    );
  });

  it('it is a member of a campaign once', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (sequence) => {
        const campaigns = historyOf(sequence).flatMap(({ type, data }) =>
          type === 'CampaignMemberAdded' ? data.campaignId : [],
        );
        expect(new Set(campaigns).size).toBe(campaigns.length);
      }),
    );
  });

  it('its events fold in any order and number without a throw: what is in the log has happened', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (sequence, random) => {
        const history = historyOf(sequence);
        const shuffled = history.flatMap((_, n) => history[(random.next().value + n) % history.length] ?? []);
        expect(() => folded(customer, shuffled)).not.toThrow();
      }),
    );
  });
});
