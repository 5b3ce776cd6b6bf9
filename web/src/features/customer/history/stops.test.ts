import type { HistoryEntry } from '@crm/contracts';
import { expect, it } from '@jest/globals';
import { stopAt, stopsOf } from './stops.ts';

const entry = (revision: number, recordedAt: string): HistoryEntry => ({
  position: String(revision),
  revision,
  eventId: `e${revision}`,
  type: 'CustomerDetailsChanged',
  recordedAt: `2026-03-02T10:00:${recordedAt}Z`,
  actor: 'ana',
  correlation: 'c',
  causation: 'c',
  import: null,
  changes: [],
  data: {},
});
const shape = (entries: HistoryEntry[]) =>
  stopsOf(entries).map(({ entries: all }) => all.map(({ revision }) => revision));

it('makes one stop of events that were recorded together', () => {
  expect(shape([entry(0, '01.000'), entry(1, '01.000'), entry(2, '02.000')])).toEqual([[0, 1], [2]]);
});

it('does not let a clock that was set back move the past', () => {
  expect(shape([entry(0, '02.000'), entry(1, '01.000'), entry(2, '03.000')])).toEqual([[0, 1], [2]]);
});

it('finds the stop that holds as of any moment', () => {
  const stops = stopsOf([entry(0, '01.000'), entry(1, '03.000')]);
  expect(stopAt(stops, '2026-03-02T10:00:00.999Z')).toBe(-1);
  expect(stopAt(stops, '2026-03-02T10:00:01.000Z')).toBe(0);
  expect(stopAt(stops, '2026-03-02T10:00:02.500Z')).toBe(0);
  expect(stopAt(stops, '2026-03-02T10:00:59.000Z')).toBe(1);
});
