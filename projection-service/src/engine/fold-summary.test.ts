import { createMemoryStore } from '@crm/event-store';
import { customer, customerCount, type Row } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { expect, it } from '@jest/globals';
import { appendMixed } from '../../testing/following.ts';
import { byKey, keyText } from './fold-batch.ts';
import { foldSummary } from './fold-summary.ts';
import { foldWithHistory } from './history.ts';

it.each([1, 7, 100])('adds up to a recount of the rows, in batches of %i events', async (size) => {
  const store = createMemoryStore();
  const draw = draws(size);
  await appendMixed(
    store,
    Array.from({ length: 12 }, () => customerHistory(draw, 40)),
  );
  const rows = new Map<string, Row>();
  const sums = new Map<string, number>();
  for (let last: bigint | null = null; ; ) {
    const page: Awaited<ReturnType<typeof store.readAll>> = await store.readAll(last, size);
    if (page.length === 0) break;
    last = page.at(-1)?.position ?? null;
    const { changes } = await foldWithHistory(store, customer, byKey(customer, page), rows);
    for (const { key, after } of changes) rows.set(key, after);
    for (const row of foldSummary(customerCount, changes)) {
      const key = keyText(customerCount, row);
      sums.set(key, (sums.get(key) ?? 0) + Number(row.count));
    }
  }
  const recount = foldSummary(
    customerCount,
    [...rows].map(([key, after]) => ({ key, before: null, after })),
  );
  expect(new Map([...sums].filter(([, count]) => count !== 0))).toEqual(
    new Map(recount.map((row) => [keyText(customerCount, row), row.count])),
  );
});
