import { customer, customerCount, interaction, type ReadModel, type Row } from '@crm/read-models';
import { describe, expect, it } from '@jest/globals';
import type { Applied } from '../folding/apply.ts';
import { payloadOf } from './announce.ts';

const applied = (model: ReadModel, changed: readonly Row[]): Applied => ({
  build: { model, build: 1, rebuild: '', state: 'shown', partitions: 1 },
  changed,
  checkpoints: new Map([[0, { position: 7n, fence: 1n }]]),
  partitions: 1,
  parked: new Set(),
  poisons: [],
});
const rows = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, index) => ({
    customerId: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    interactionId: `00000000-0000-7000-9000-${String(index).padStart(12, '0')}`,
  }));

describe('an announcement', () => {
  it('names the keys of few rows, and of a summary only that it changed', () => {
    const text = payloadOf(
      [
        applied(customer, [{ id: 'a' }]),
        applied(customerCount, [{ stage: 'lead', count: 1 }]),
        applied(interaction, []),
      ],
      7n,
    );
    expect(JSON.parse(text)).toEqual({
      position: '7',
      changes: [
        { model: 'customer', key: ['a'] },
        { model: 'customer_count', many: true },
      ],
    });
  });

  it.each([1, 50, 70, 150, 250, 5_000])('of %i rows is one that Postgres takes', (count) => {
    const text = payloadOf([applied(interaction, rows(count))], 7n);
    expect(Buffer.byteLength(text)).toBeLessThan(8_000);
    expect(JSON.parse(text)).toMatchObject({ position: '7' });
  });
});
