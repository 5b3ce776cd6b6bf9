import type { ReadModel } from '@crm/read-models';
import type { ClientBase } from 'pg';

/** What is not alike in one read model: rows that only one of the schemas has, as JSON. */
export interface Difference {
  readonly model: string;
  readonly count: number;
  /** Some of them, for the reader of a failed test. */
  readonly examples: readonly { readonly in: string; readonly row: unknown }[];
}

/** Compares read models in two schemas row by row, through their views. None: they are the same. */
export const compareSchemas = async (
  client: ClientBase,
  models: readonly ReadModel[],
  one: string,
  other: string,
): Promise<readonly Difference[]> => {
  const differences: Difference[] = [];
  for (const model of models) {
    const rows = (schema: string) =>
      `select to_jsonb(t) as row from ${schema}.${model.name} t ${standing(model)}`;
    const { rows: found } = await client.query<{ in: string; row: unknown; count: bigint }>(`
      with one as (${rows(one)}), other as (${rows(other)}),
      differing as (
        (select '${one}' as "in", row from (select row from one except all select row from other) a)
        union all
        (select '${other}', row from (select row from other except all select row from one) b)
      )
      select *, count(*) over () as count from differing limit 6`);
    const [first] = found;
    if (first !== undefined)
      differences.push({ model: model.name, count: Number(first.count), examples: found });
  }
  return differences;
};

/** A counter that came back to nothing is no difference to one that was never begun. */
const standing = (model: ReadModel): string =>
  model.shape === 'summary'
    ? `where ${model.columns
        .filter((column) => !model.key.includes(column))
        .map((column) => `${column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} <> 0`)
        .join(' or ')}`
    : '';
