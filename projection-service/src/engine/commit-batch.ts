import type { RecordedEvent } from '@crm/contracts';
import { announce } from './announce.ts';
import { type Applied, applyBatch, type Running, type World } from './apply.ts';
import { inTransaction, isRefusedValue } from './transaction.ts';

/** What else belongs into the transaction of a batch, and who is told when it is committed. */
export interface Around {
  readonly within?: (batch: readonly RecordedEvent[]) => Promise<void>;
  readonly after?: (applied: readonly Applied[], batch: readonly RecordedEvent[]) => void;
  readonly announced: boolean;
}

/**
 * Applies a batch in a transaction of its own. Where Postgres refuses a value in it, the batch is halved until the one
 * event is found; its keys are parked, and all the others go on.
 */
export const commitBatch = async (
  world: World,
  running: readonly Running[],
  batch: readonly RecordedEvent[],
  around: Around,
  alone = false,
): Promise<readonly Running[]> => {
  try {
    const applied = await inTransaction(world.client, async () => {
      const applied = await applyBatch(world, running, batch, alone);
      await around.within?.(batch);
      if (around.announced) await announce(world.client, applied);
      return applied;
    });
    around.after?.(applied, batch);
    return applied;
  } catch (error) {
    if (alone || !isRefusedValue(error)) throw error;
    if (batch.length === 1) return commitBatch(world, running, batch, around, true);
    const middle = Math.ceil(batch.length / 2);
    const half = await commitBatch(world, running, batch.slice(0, middle), around);
    return commitBatch(world, half, batch.slice(middle), around);
  }
};
