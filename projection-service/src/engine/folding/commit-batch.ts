import { partitionOf, type RecordedEvent } from '@crm/contracts';
import type { Arrived } from '../../sources/source.ts';
import { announce } from '../database/announce.ts';
import { inTransaction, isRefusedValue } from '../database/transaction.ts';
import { type Applied, applyBatch, type World } from './apply.ts';
import type { Running } from './running.ts';

/** What else belongs into the transaction of a batch, and who is told when it is committed. */
export interface Around {
  readonly within?: (arrived: Arrived) => Promise<void>;
  readonly after?: (applied: readonly Applied[], arrived: Arrived) => void;
  readonly announced: boolean;
}

/**
 * Applies what arrived in a transaction of its own. Where Postgres refuses a value in it, the batch is halved until the
 * one event is found; its keys are parked, and all the others go on.
 */
export const commitBatch = async (
  world: World,
  running: readonly Running[],
  arrived: Arrived,
  around: Around,
  alone = false,
): Promise<readonly Running[]> => {
  try {
    const applied = await inTransaction(world.client, async () => {
      const applied = await applyBatch(world, running, arrived, alone);
      await around.within?.(arrived);
      if (around.announced) await announce(world.client, applied, arrived);
      return applied;
    });
    around.after?.(applied, arrived);
    return applied;
  } catch (error) {
    if (alone || !isRefusedValue(error)) throw error;
    if (arrived.events.length <= 1) return commitBatch(world, running, arrived, around, true);
    const [first, second] = halved(arrived, running[0]?.partitions ?? 1);
    return commitBatch(world, await commitBatch(world, running, first, around), second, around);
  }
};

/** The first half takes each partition up to its last event there; the second takes all of them to where the whole does. */
const halved = ({ events, log, ...whole }: Arrived, partitions: number): [Arrived, Arrived] => {
  const middle = Math.ceil(events.length / 2);
  const first = events.slice(0, middle);
  const reached = new Map(first.map(({ stream, position }) => [partitionOf(stream, partitions), position]));
  const end = first.at(-1)?.position ?? 0n;
  const logs = (within: (event: RecordedEvent) => boolean) => log && { log: log.filter(within) };
  return [
    { events: first, reached, ...logs(({ position }) => position <= end) },
    { events: events.slice(middle), ...whole, ...logs(({ position }) => position > end) },
  ];
};
