import { latest } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import { arrivedIn } from '../sources/store-source.ts';
import type { World } from './apply.ts';
import { type BuildState, buildsOf, type EnteredBuild } from './builds.ts';
import { type Around, commitBatch } from './commit-batch.ts';
import { joined } from './join.ts';
import { pageSize } from './page-size.ts';
import { type Running, takeUp } from './running.ts';
import type { Share } from './sharing.ts';
import { inTransaction } from './transaction.ts';

const followed: readonly BuildState[] = ['shown', 'following', 'joining'];

/**
 * Takes over what is followed of these models in the partitions that are held, and brings it to one position: the front.
 * Builds that were to join it are part of it from here on.
 */
export const prepare = async (
  world: World,
  models: readonly ReadModel[],
  share: Share,
  holder: string,
  around: Around,
): Promise<readonly Running[]> => {
  const running = await inTransaction(world.client, async () => {
    const builds = (await buildsOf(world.client, models)).filter(({ state }) => followed.includes(state));
    const taken = await takeUp(
      world.client,
      builds.toSorted(countedLast),
      share.partitions,
      holder,
      share.held.keys(),
    );
    // Divided into another number of partitions than its streams are now: whoever fills builds divides it anew.
    return taken.filter(({ checkpoints }) => checkpoints.size === share.held.size);
  });
  const front = await aligned(world, running, share, around);
  return joined(world.client, front);
};

/** What is counted over rows is applied behind them. */
const countedLast = ({ model: a }: EnteredBuild, { model: b }: EnteredBuild): number =>
  Number(a.shape === 'summary') - Number(b.shape === 'summary');

/** All of them where the furthest stands, read from the log: as a rule less than a page. */
const aligned = async (
  world: World,
  running: readonly Running[],
  share: Share,
  around: Around,
): Promise<readonly Running[]> => {
  const to = latest(positionsOf(running));
  let front = running;
  for (;;) {
    const [from = to] = positionsOf(front).toSorted((a, b) => (a < b ? -1 : 1));
    if (from === to) return front;
    const page = await world.store.readAll(from === 0n ? null : from, pageSize);
    const log = page.filter(({ position }) => position <= to);
    const end = log.length < pageSize ? to : (log.at(-1)?.position ?? to);
    front = await commitBatch(world, front, arrivedIn(share, log, end), around);
  }
};

/** Where each build stands in each partition at hand. */
export const positionsOf = (running: readonly Running[]): readonly bigint[] =>
  running.flatMap(({ checkpoints }) => [...checkpoints.values()].map(({ position }) => position));
