import { latest } from '@crm/event-store';
import type { ReadModel } from '@crm/read-models';
import { arrivedIn } from '../../sources/store-source.ts';
import { type BuildState, buildsOf, type EnteredBuild } from '../books/builds.ts';
import { inTransaction } from '../database/transaction.ts';
import type { World } from '../folding/apply.ts';
import { type Around, commitBatch } from '../folding/commit-batch.ts';
import { type Running, takeUp } from '../folding/running.ts';
import { divide } from '../sharing/divide.ts';
import type { Share } from '../sharing/sharing.ts';
import { joined } from './join.ts';
import { pageSize } from './page-size.ts';

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
  const { partitions, held } = share;
  const builds = await followedOf(world, models);
  const strays = builds.filter((build) => build.partitions !== partitions && build.state !== 'joining');
  const isWhole = held.size === partitions;
  if (isWhole) await divideAnew(world, strays, partitions, around);
  const own = builds.filter(
    (build) => build.partitions === partitions || (isWhole && strays.includes(build)),
  );
  const running = await inTransaction(world.client, () =>
    takeUp(world.client, own, partitions, holder, held.keys()),
  );
  return joined(world.client, await aligned(world, running, share, around));
};

/** The builds that are followed, what is counted over rows behind them. */
const followedOf = async (
  { client }: World,
  models: readonly ReadModel[],
): Promise<readonly EnteredBuild[]> => {
  const builds = (await buildsOf(client, models)).filter(({ state }) => followed.includes(state));
  return builds.filter(hasRows).toSorted(countedLast);
};

/**
 * Divides builds that nobody followed while the number of partitions changed: another code's, which is back. Those that
 * join are left to whoever fills them.
 */
const divideAnew = async (
  world: World,
  strays: readonly EnteredBuild[],
  into: number,
  around: Around,
): Promise<void> => {
  for (const partitions of new Set(strays.map((build) => build.partitions))) {
    const builds = strays.filter((build) => build.partitions === partitions);
    const held = new Map(Array.from({ length: partitions }, (_, partition) => [partition, 0]));
    const running = await takeUp(world.client, builds, partitions, null);
    await aligned(world, running, { partitions, held }, around);
    await inTransaction(world.client, async () => {
      for (const build of builds) await divide(world.client, build, into);
    });
  }
};

/** Whether a build is not counted over rows which this code does not fold: it would move on without them. */
export const hasRows = (
  { model, rebuild }: EnteredBuild,
  _: number,
  builds: readonly EnteredBuild[],
): boolean =>
  model.shape !== 'summary' ||
  builds.some((other) => other.model.name === model.over && other.rebuild === rebuild);

/** What is counted over rows is applied behind them. */
const countedLast = ({ model: a }: EnteredBuild, { model: b }: EnteredBuild): number =>
  Number(a.shape === 'summary') - Number(b.shape === 'summary');

/** All of them where the furthest stands, read from the log: as a rule less than a page. */
const aligned = async (
  world: World,
  running: readonly Running[],
  share: Pick<Share, 'partitions' | 'held'>,
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
