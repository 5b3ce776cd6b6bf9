import { entityOf } from '@crm/contracts';
import { createMemoryStore } from '@crm/event-store';
import { customer, type Row } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { describe, expect, it } from '@jest/globals';
import { newEvent } from '../../../testing/following.ts';
import { byKey } from './fold-batch.ts';
import { foldWithHistory } from './history.ts';

const { stream, events } = customerHistory(draws(1), 5);
const key = JSON.stringify([entityOf(stream)]);

/** A log of one customer who was erased in the end. */
const erased = async () => {
  const store = createMemoryStore();
  const end = { type: 'CustomerErased', data: { reason: 'asked' } } as const;
  await store.append([{ stream, expected: 'none', events: [...events, end].map(newEvent) }]);
  return { store, log: await store.readAll(null, 100) };
};

describe('a row that is gone though its stream goes on', () => {
  it('is folded from its first event, and what it counted for before is known', async () => {
    const { store, log } = await erased();
    const whole = await foldWithHistory(store, customer, byKey(customer, log), new Map());
    const before = await foldWithHistory(store, customer, byKey(customer, log.slice(0, -1)), new Map());
    const { changes, poisons } = await foldWithHistory(
      store,
      customer,
      byKey(customer, log.slice(-1)),
      new Map(),
    );
    expect(poisons).toEqual([]);
    expect(changes).toEqual([{ key, before: before.changes[0]?.after, after: whole.changes[0]?.after }]);
  });

  it('is none where its first events are missing', async () => {
    const { log } = await erased();
    const keys = byKey(customer, log.slice(-1));
    const folded = await foldWithHistory(createMemoryStore(), customer, keys, new Map<string, Row>());
    expect(folded.changes).toEqual([]);
    expect(folded.poisons).toMatchObject([{ key, event: { type: 'CustomerErased' } }]);
  });
});
