import { type AnyEvent, vocabulary } from '@crm/contracts';
import { describe, expect, it } from '@jest/globals';
import { customerHistory, draws, type History, logged } from '../testing/histories.ts';
import {
  customer,
  customerChange,
  customerCount,
  customerSearch,
  type FoldEvent,
  foldRow,
  foldStream,
  HistoryNeeded,
  interaction,
  type Row,
  readModels,
  wordsIn,
} from './index.ts';

const past = ({ stream, events }: History): readonly FoldEvent[] =>
  events.map(({ type, data }, index) => ({
    type,
    data,
    eventId: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    entityId: stream.slice('customer-'.length),
    revision: index,
    position: BigInt(index + 1),
    recordedAt: new Date(Date.UTC(2026, 5, 1, 0, 0, index)).toISOString(),
    actor: 'system',
  }));

const after = (...events: AnyEvent[]): Row | null =>
  foldStream(customer, past({ ...start, events: [...start.events, ...events] }));
const start = { ...customerHistory(draws(1), 0) };
const [one, two] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
const corrected = (interactionId: string, occurredAt: string): AnyEvent => ({
  type: 'InteractionCorrected',
  data: { interactionId, occurredAt },
});
const voided = (interactionId: string): AnyEvent => ({
  type: 'InteractionVoided',
  data: { interactionId, reason: null },
});

/** What stands of the interactions in a history, told without any fold of ours. */
const standing = (events: readonly AnyEvent[]): readonly string[] => {
  const moments = new Map<string, string>();
  for (const { type, data } of events) {
    if (type === 'InteractionLogged') moments.set(data.interactionId, data.occurredAt);
    if (type === 'InteractionCorrected' && data.occurredAt) moments.set(data.interactionId, data.occurredAt);
    if (type === 'InteractionVoided') moments.delete(data.interactionId);
  }
  return [...moments.values()].sort();
};

describe('a customer', () => {
  it('takes the name and the primary contacts from what was registered', () => {
    expect(after()).toMatchObject({ tags: expect.any(Array), stage: 'lead', archivedAt: null });
    expect(after()?.email).toMatch(/@example\.com$/);
    expect(after()?.phone).toMatch(/^\+4930/);
  });

  it('was last dealt with when the latest interaction that stands occurred', () => {
    const row = after(logged(one, '2026-01-02T00:00:00.000Z'), logged(two, '2026-01-01T00:00:00.000Z'));
    expect(row).toMatchObject({ lastActivityAt: '2026-01-02T00:00:00.000Z', interactionCount: 2 });
  });

  it('goes back to the one before when the latest is voided, or corrected to an earlier time', () => {
    const both = [logged(one, '2026-01-02T00:00:00.000Z'), logged(two, '2026-01-01T00:00:00.000Z')];
    const before = '2026-01-01T00:00:00.000Z';
    expect(after(...both, voided(one))).toMatchObject({ lastActivityAt: before, interactionCount: 1 });
    expect(after(...both, corrected(one, '2025-12-01T00:00:00.000Z'))).toMatchObject({
      lastActivityAt: before,
      interactionCount: 2,
    });
    expect(after(...both, voided(one), voided(two))).toMatchObject({
      lastActivityAt: null,
      interactionCount: 0,
    });
  });

  it('is exact however many interactions are logged, corrected and voided in whatever order', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const history = customerHistory(draws(seed), 120);
      const moments = standing(history.events);
      expect({ seed, ...foldStream(customer, past(history)) }).toMatchObject({
        seed,
        lastActivityAt: moments.at(-1) ?? null,
        interactionCount: moments.length,
      });
    }
  });

  it('asks for the earlier events rather than guess what the latest interaction was before', () => {
    const events = past({
      ...start,
      events: [
        ...start.events,
        logged(one, '2026-01-02T00:00:00.000Z'),
        logged(two, '2026-01-01T00:00:00.000Z'),
        voided(one),
      ],
    });
    expect(() => events.reduce<Row | null>((row, event) => customer.fold(row, event), null)).toThrow(
      HistoryNeeded,
    );
  });

  it('refuses an event of somebody who was never registered', () => {
    const [event] = past({ ...start, events: [voided(one)] });
    expect(() => event && customer.fold(null, event)).toThrow('finds no row');
  });
});

describe('the search text', () => {
  const search = (...events: AnyEvent[]) =>
    foldStream(customerSearch, past({ ...start, events: [...start.events, ...events] }));

  it('holds plain words: no accents, no capitals, no punctuation', () => {
    expect(wordsIn("Zoë O'Brien-Łukasz, Straße 5")).toEqual(['zoe', 'o', 'brien', 'łukasz', 'strasse', '5']);
  });

  it('holds names, company, tags, addresses whole and in parts, and the digits of numbers', () => {
    const row = search({
      type: 'CustomerEmailAdded',
      data: {
        id: one,
        address: 'ann.lee@acme.org',
        label: 'work',
        primary: false,
        invalid: false,
        optedOut: false,
        shared: false,
      },
    });
    expect(row?.words).toEqual(expect.arrayContaining(['ann', 'lee', 'acme', 'org', '@ann.lee@acme.org']));
    expect(row?.words).toEqual(expect.arrayContaining([expect.stringMatching(/^4930\d+$/)]));
  });

  it('loses the words of what is removed, and knows who is in the archive', () => {
    const row = search(
      { type: 'CustomerDetailsChanged', data: { lastName: 'Unforgettable' } },
      { type: 'CustomerDetailsChanged', data: { lastName: 'Plain' } },
      { type: 'CustomerArchived', data: { reason: null } },
    );
    expect(row?.words).toContain('plain');
    expect(row?.words).not.toContain('unforgettable');
    expect(row?.archived).toBe(true);
  });
});

describe('every read model', () => {
  const own = Object.keys(vocabulary).filter(
    (type) => !/^(Email(Reserved|Released)|UserName|Audience)/.test(type),
  );

  it('gives the same row however a history is cut into batches', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const events = past(customerHistory(draws(seed), 60));
      const models = [customer, customerSearch];
      for (const model of models) {
        const whole = foldStream(model, events);
        const cut = 1 + (seed % events.length);
        const half = foldStream(model, events.slice(0, cut));
        const stored = JSON.parse(JSON.stringify(half));
        const rest = events
          .slice(cut)
          .reduce<Row | null>(
            (row, event) =>
              foldRow(model, row, event, () => events.filter((each) => each.position < event.position)),
            stored,
          );
        expect(rest).toEqual(whole);
      }
    }
  });

  it.each(own)('has a place for %s: some model folds it, or keeps it as a line', (type) => {
    const event: FoldEvent = { ...(past(start)[0] as FoldEvent), type, data: { interactionId: one } };
    const taken = readModels.some(
      (model) =>
        (model.shape === 'row' && model.keyOf(event) !== null) ||
        (model.shape === 'log' && model.rowOf(event) !== null),
    );
    expect(taken).toBe(true);
  });

  it('takes no notice of types it does not know', () => {
    const event: FoldEvent = { ...(past(start)[0] as FoldEvent), type: 'SomethingFromTheFuture' };
    expect(customer.keyOf(event)).toBeNull();
    expect(interaction.keyOf(event)).toBeNull();
    expect(customerChange.rowOf(event)).toBeNull();
  });

  it('counts a customer under its stage, its owner and its place in the archive', () => {
    const row = after({ type: 'CustomerArchived', data: { reason: null } });
    expect(row && customerCount.counts(row)).toEqual({
      stage: 'lead',
      ownerId: row?.ownerId ?? null,
      archived: true,
      count: 1,
    });
  });
});
