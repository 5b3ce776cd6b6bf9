import type { World } from './apply.ts';
import { changePlan, changeState, keepShown } from './builds.ts';
import type { Running } from './running.ts';
import { showTable } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** Shows builds that have come to where the others stand; what was shown before is kept. */
export const showJoined = async (world: World, front: readonly Running[]): Promise<readonly Running[]> => {
  const joined = front.filter(({ build }) => build.state === 'following').map(({ build }) => build);
  if (joined.length === 0) return front;
  await inTransaction(world.client, async () => {
    for (const build of joined) await showTable(world, build);
    await keepShown(
      world.client,
      joined.map(({ model }) => model),
    );
    await changeState(world.client, joined, 'shown');
    await changePlan(world.client);
  });
  return front.flatMap((one) =>
    joined.includes(one.build)
      ? [{ ...one, build: { ...one.build, state: 'shown' as const } }]
      : joined.some(({ model }) => model === one.build.model)
        ? []
        : [one],
  );
};
