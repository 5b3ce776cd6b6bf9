import { setTimeout as sleep } from 'node:timers/promises';
import { changePlan, changeState, columnsOf, type EnteredBuild } from '../engine/books/builds.ts';
import { inTransaction } from '../engine/database/transaction.ts';
import { commitBatch } from '../engine/folding/commit-batch.ts';
import { takeUp } from '../engine/folding/running.ts';
import { positionsOf } from '../engine/following/prepare.ts';
import { divide } from '../engine/sharing/divide.ts';
import { claiming } from '../engine/sharing/replica.ts';
import { arrivedIn } from '../sources/store-source.ts';
import { caughtUpBy, goTo, mustGoOn, type OpenState } from './rebuild-line.ts';
import { buildsUnderWay, partitionsNow, type Work } from './work.ts';

/** Events a page: as much as is applied between two looks at what else waits. */
const pageSize = 500;
/** Milliseconds between looks at whether the builds are followed. */
const pause = 50;

/** Applies what came since, until that is less than a page, and hands the builds over to whoever follows the log. */
export const catchUp = async (work: Work): Promise<OpenState> => {
  const { line, pace, world } = work;
  const builds = await buildsUnderWay(work);
  const partitions = await partitionsIn(work, builds);
  const held = new Map(Array.from({ length: partitions }, (_, partition) => [partition, 0]));
  let running = await takeUp(world.client, builds, partitions, null);
  for (;;) {
    const [from = 0n] = positionsOf(running).toSorted((a, b) => (a < b ? -1 : 1));
    const page = await world.store.readAll(from === 0n ? null : from, pageSize);
    const last = page.at(-1);
    if (last !== undefined) {
      const arrived = arrivedIn({ partitions, held }, page, last.position);
      running = await commitBatch(world, running, arrived, {
        announced: false,
        within: () => caughtUpBy(world.client, line, page.length),
      });
    }
    if (page.length < pageSize) break;
    await pace();
  }
  await inTransaction(world.client, async () => {
    await divideAnew(work, builds);
    await changeState(world.client, builds, 'joining');
    await changePlan(world.client);
    await goTo(world.client, line, 'joining');
  });
  return 'joining';
};

/** Waits until the builds are followed. */
export const waitForFollowers = async (work: Work): Promise<OpenState> => {
  const { line, pace, world } = work;
  for (;;) {
    const builds = await buildsUnderWay(work);
    if (builds.every(({ state }) => state === 'following')) break;
    await mustGoOn(world.client, line);
    // The work was divided anew meanwhile.
    if ((await partitionsIn(work, builds)) !== (await partitionsNow(work)))
      await inTransaction(world.client, async () => {
        await divideAnew(work, builds);
        await changePlan(world.client);
      });
    await sleep(pause);
    await pace();
  }
  await goTo(world.client, line, 'comparing');
  return 'comparing';
};

/** Divides the builds as the work is divided, which does not change until the transaction has ended. */
const divideAnew = async (work: Work, builds: readonly EnteredBuild[]): Promise<void> => {
  const { client } = work.world;
  await client.query('select pg_advisory_xact_lock($1)', [claiming]);
  const into = await partitionsNow(work);
  if ((await partitionsIn(work, builds)) !== into)
    for (const build of builds) await divide(client, build, into);
};

/** Into how many partitions the builds are divided. */
const partitionsIn = async ({ world }: Work, builds: readonly EnteredBuild[]): Promise<number> => {
  const { rows } = await world.client.query<{ partitions: number }>(
    `select count(distinct partition)::integer as partitions
     from engine.checkpoints
     join unnest($1::text[], $2::integer[], $3::integer[]) as asked (model, version, build)
       using (model, version, build)`,
    columnsOf(builds),
  );
  return rows[0]?.partitions ?? 1;
};
