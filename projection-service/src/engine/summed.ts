import type { Summary } from '@crm/read-models';
import type { Running, World } from './apply.ts';
import type { EnteredBuild } from './builds.ts';
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
  present: (world: World, build: EnteredBuild) => Promise<EnteredBuild>,
): Promise<Running> => {
  const { position } = over.checkpoint;
  return inTransaction(world.client, async () => {
    const build = await present(world, one.build);
    if (one.checkpoint.position === position) return { ...one, build };
    await moveOn(world.client, [one], { position, id: null });
    await emptyTable(world, build);
    for await (const rows of allRows(world, over.build, pageSize)) {
      const made = rows.map((after) => ({ key: keyText(over.build.model, after), before: null, after }));
      await writeRows(
        world,
        build,
        foldSummary(
          model,
          made.filter(({ key }) => !one.parked.has(key)),
        ),
      );
    }
    return { ...one, build, checkpoint: { ...one.checkpoint, position } };
  });
};
