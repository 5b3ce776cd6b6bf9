import type { Row, Summary } from '@crm/read-models';
import { type Change, keyText } from './fold-batch.ts';

/** What a row adds to counters, or takes from them. */
export interface Part {
  readonly key: string;
  readonly row: Row;
  readonly sign: 1 | -1;
}

/** What changed rows add to and take from counters: one row a key, keys that come to nothing left out. */
export const foldSummary = (model: Summary, changes: readonly Change[]): readonly Row[] =>
  summedUp(
    model,
    changes.flatMap((change) => partsOf(model, change)),
  );

/** What one changed row takes and adds. Throws where it cannot be counted. */
export const partsOf = (model: Summary, { before, after }: Change): readonly Part[] => [
  ...partOf(model, before, -1),
  ...partOf(model, after, 1),
];

/** Parts added up by key, in the keys' order: replicas that write the same counters never wait in a circle. */
export const summedUp = (model: Summary, parts: readonly Part[]): readonly Row[] => {
  const columns = counters(model);
  const sums = new Map<string, Record<string, Row[string]>>();
  for (const { key, row, sign } of parts) {
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...row, ...begun(columns, row, sign) });
    else
      for (const column of columns)
        if (row[column] !== 0) sum[column] = Number(sum[column]) + sign * Number(row[column]);
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum)
    .filter((sum) => columns.some((column) => sum[column] !== 0));
};

/** The columns of a summary that are sums. */
export const counters = ({ columns, key }: Summary): readonly string[] =>
  columns.filter((column) => !key.includes(column));

const partOf = (model: Summary, row: Row | null, sign: 1 | -1): readonly Part[] => {
  const counted = row && model.counts(row);
  return counted ? [{ key: keyText(model, counted), row: counted, sign }] : [];
};

const begun = (columns: readonly string[], row: Row, sign: 1 | -1): Row =>
  Object.fromEntries(columns.map((column) => [column, sign * Number(row[column])]));
