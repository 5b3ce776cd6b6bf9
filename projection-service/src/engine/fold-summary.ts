import type { Row, Summary } from '@crm/read-models';
import { type Change, keyText } from './fold-batch.ts';

/** What changed rows add to and take from counters: one row a key, keys that come to nothing left out. */
export const foldSummary = (model: Summary, changes: readonly Change[]): readonly Row[] => {
  const sums = new Map<string, Record<string, Row[string]>>();
  for (const { before, after } of changes) {
    add(model, sums, before, -1);
    add(model, sums, after, 1);
  }
  return [...sums.values()].filter((sum) => counters(model).some((column) => sum[column] !== 0));
};

/** The columns of a summary that are sums. */
export const counters = ({ columns, key }: Summary): readonly string[] =>
  columns.filter((column) => !key.includes(column));

const add = (
  model: Summary,
  sums: Map<string, Record<string, Row[string]>>,
  row: Row | null,
  sign: 1 | -1,
): void => {
  const counted = row && model.counts(row);
  if (!counted) return;
  const key = keyText(model, counted);
  const sum = sums.get(key) ?? nothing(model, counted);
  sums.set(key, sum);
  for (const column of counters(model)) sum[column] = Number(sum[column]) + sign * Number(counted[column]);
};

const nothing = (model: Summary, row: Row): Record<string, Row[string]> => ({
  ...row,
  ...Object.fromEntries(counters(model).map((column) => [column, 0])),
});
