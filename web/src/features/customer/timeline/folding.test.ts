import type { TimelineEntry } from '@crm/contracts';
import { expect, it } from '@jest/globals';
import { folded, withPinnedFirst } from './folding.ts';

const at = '2026-03-02T10:00:00.000Z';
const change = (id: string, actor: string, type = 'CustomerDetailsChanged'): TimelineEntry => ({
  id,
  kind: 'change',
  occurredAt: at,
  recordedAt: at,
  actor,
  position: id,
  interaction: null,
  change: { type, data: {} },
  touch: null,
});
const note = (id: string, terms: { pinned?: boolean; voidedAt?: string } = {}): TimelineEntry => ({
  ...change(id, 'ana'),
  kind: 'note',
  change: null,
  interaction: {
    customerId: 'c',
    interactionId: id,
    kind: 'note',
    direction: 'internal',
    status: null,
    outcome: null,
    sentiment: null,
    subject: null,
    body: 'text',
    occurredAt: at,
    durationSec: null,
    participants: [],
    channel: null,
    pinned: terms.pinned ?? false,
    isInternal: false,
    externalId: null,
    recordedAt: at,
    recordedBy: 'ana',
    correctedAt: null,
    voidedAt: terms.voidedAt ?? null,
    voidReason: null,
  },
});
const shape = (entries: readonly TimelineEntry[]) =>
  folded(entries).map((item) => (item.folded ? item.entries.map(({ id }) => id) : item.entry.id));

it('folds edits of one person in a row', () => {
  expect(shape([change('3', 'ana'), change('2', 'ana'), change('1', 'ana')])).toEqual([['3', '2', '1']]);
});

it('leaves a lone edit, another person’s, and everything beside an interaction', () => {
  expect(shape([change('4', 'ana'), change('3', 'ben'), note('2'), change('1', 'ben')])).toEqual([
    '4',
    '3',
    '2',
    '1',
  ]);
});

it('never folds interactions', () => {
  expect(shape([note('2'), note('1')])).toEqual(['2', '1']);
});

it('keeps the registration, the archive and the erasure in sight', () => {
  expect(
    shape([
      change('4', 'ana', 'CustomerErased'),
      change('3', 'ana'),
      change('2', 'ana', 'CustomerArchived'),
      change('1', 'ana', 'CustomerRegistered'),
    ]),
  ).toEqual(['4', '3', '2', '1']);
});

it('names a fold by its oldest edit, so that a new one leaves it open', () => {
  const ids = (entries: TimelineEntry[]) => folded(entries).flatMap((item) => (item.folded ? [item.id] : []));
  expect(ids([change('2', 'ana'), change('1', 'ana')])).toEqual(['1']);
  expect(ids([change('3', 'ana'), change('2', 'ana'), change('1', 'ana')])).toEqual(['1']);
});

it('takes pinned interactions out of their days, but not voided ones', () => {
  const { pinned, rest } = withPinnedFirst([
    note('3', { pinned: true, voidedAt: at }),
    note('2', { pinned: true }),
    note('1'),
  ]);
  expect(pinned.map(({ id }) => id)).toEqual(['2']);
  expect(rest.map(({ id }) => id)).toEqual(['3', '1']);
});
