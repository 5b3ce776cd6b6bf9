import { createMemoryStore } from '@crm/event-store';
import { campaignEffect, campaignMember, customer, customerCount, type Row } from '@crm/read-models';
import { customerHistory, draws } from '@crm/read-models/testing/histories';
import { describe, expect, it } from '@jest/globals';
import { appendMixed } from '../../../testing/following.ts';
import { byKey, keyText } from './fold-batch.ts';
import { counters, foldSummary } from './fold-summary.ts';
import { foldWithHistory } from './history.ts';

describe.each([
  ['customers', customer, customerCount],
  ['members of campaigns', campaignMember, campaignEffect],
] as const)('the counters of %s', (_, model, summary) => {
  it.each([1, 7, 100])('add up to a recount of the rows, in batches of %i events', async (size) => {
    const store = createMemoryStore();
    const draw = draws(size);
    await appendMixed(
      store,
      Array.from({ length: 12 }, () => customerHistory(draw, 40)),
    );
    const rows = new Map<string, Row>();
    const sums = new Map<string, number>();
    const counts = (row: Row) =>
      counters(summary).map((column) => [`${keyText(summary, row)} ${column}`, Number(row[column])] as const);
    for (let last: bigint | null = null; ; ) {
      const page: Awaited<ReturnType<typeof store.readAll>> = await store.readAll(last, size);
      if (page.length === 0) break;
      last = page.at(-1)?.position ?? null;
      const { changes } = await foldWithHistory(store, model, byKey(model, page), rows);
      for (const { key, after } of changes) rows.set(key, after);
      for (const [counter, by] of foldSummary(summary, changes).flatMap(counts))
        sums.set(counter, (sums.get(counter) ?? 0) + by);
    }
    const recount = foldSummary(
      summary,
      [...rows].map(([key, after]) => ({ key, before: null, after })),
    );
    const standing = (entries: Iterable<readonly [string, number]>) =>
      new Map([...entries].filter(([, count]) => count !== 0));
    expect(standing(sums)).toEqual(standing(recount.flatMap(counts)));
    expect(standing(sums).size).toBeGreaterThan(1);
  });
});
