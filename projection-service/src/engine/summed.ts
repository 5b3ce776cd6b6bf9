import type { ReadModel, Summary } from '@crm/read-models';
import type { Running, World } from './apply.ts';
import { moveOn } from './checkpoints.ts';
import { keyText } from './fold-batch.ts';
import { foldSummary } from './fold-summary.ts';
import { allRows, emptyTable, writeRows } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** Rows a statement. */
const pageSize = 5000;

/** A summary that stands where its rows do: counted anew from them where it does not (new, or its rows are). */
export const summed = async (
  world: World,
  one: Running,
  model: Summary,
  over: Running,
  present: (world: World, model: ReadModel) => Promise<void>,
): Promise<Running> => {
  const { position } = over.checkpoint;
  return inTransaction(world.client, async () => {
    await present(world, model);
    if (one.checkpoint.position === position) return one;
    await moveOn(world.client, [one], { position, id: null });
    await emptyTable(world, model);
    for await (const rows of allRows(world, over.model, pageSize)) {
      const made = rows.map((after) => ({ key: keyText(over.model, after), before: null, after }));
      await writeRows(
        world,
        model,
        foldSummary(
          model,
          made.filter(({ key }) => !one.parked.has(key)),
        ),
      );
    }
    return { ...one, checkpoint: { ...one.checkpoint, position } };
  });
};
