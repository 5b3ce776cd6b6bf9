import type { Running, World } from './apply.ts';
import { commitBatch } from './commit-batch.ts';
import { after, pageSize } from './prepare.ts';
import { createIndexes } from './tables.ts';

/** Brings a late model up to the log's end, alone: those that are up to date do not wait for it. Its indexes come last. */
export const catchUp = async (world: World, late: Running, signal: AbortSignal): Promise<void> => {
  const filled = await fill(world, late, signal);
  if (signal.aborted) return;
  await createIndexes(world, late.build);
  await fill(world, filled, signal);
};

const fill = async (world: World, late: Running, signal: AbortSignal): Promise<Running> => {
  let one = late;
  while (!signal.aborted) {
    const page = await world.store.readAll(after(one), pageSize);
    if (page.length > 0) {
      const [moved] = await commitBatch(world, [one], page, { announced: false });
      one = moved ?? one;
    }
    if (page.length < pageSize) break;
  }
  return one;
};
