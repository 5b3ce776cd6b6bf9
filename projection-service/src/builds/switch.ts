import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { type Build, changePlan, changeState, keepShown } from '../engine/books/builds.ts';
import { showTable } from '../engine/database/tables.ts';
import { inTransaction } from '../engine/database/transaction.ts';
import { compare } from './compare.ts';
import { dropOlder } from './drop-builds.ts';
import { goTo } from './rebuild-line.ts';
import { buildsUnderWay, Failed, type Work } from './work.ts';

/** Milliseconds for which questions may wait for a switch that waits for a longer question; then it tries again. */
const patience = 500;

/** Compares what was built with what is shown, where it was rebuilt, and shows it. */
export const compareAndShow = async (work: Work): Promise<'done'> => {
  const { kind } = work.line;
  if (kind === 'rebuild' || kind === 'deploy') await compare(work);
  await showBuilds(work, await buildsUnderWay(work));
  return 'done';
};

/**
 * Shows builds instead of what is shown of their models, which is kept in place of what was kept before; all views change
 * in one transaction.
 */
export const showBuilds = async (work: Work, builds: readonly Build[]): Promise<void> => {
  const { line, world } = work;
  const { client } = world;
  const models = builds.map(({ model }) => model);
  const show = () =>
    inTransaction(client, async () => {
      await client.query(`set local lock_timeout = ${patience}`);
      for (const build of builds) await showTable(world, build);
      await keepShown(client, models);
      await changeState(client, builds, 'shown');
      await dropOlder(
        world,
        models.map(({ name }) => name),
      );
      await changePlan(client);
      await goTo(client, line, 'done');
    });
  while (!(await unlessLocked(show))) await sleep(patience);
};

const [lockNotAvailable, hasDependents] = ['55P03', '2BP01'];

/** False: somebody held a lock for too long, and nothing was done. @throws Failed where a view of theirs is in the way */
const unlessLocked = async (work: () => Promise<void>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.code === lockNotAvailable) return false;
    if (error.code === hasDependents)
      throw new Failed(
        `What somebody has made stands in the way: ${error.detail}. Drop it, and order this again.`,
      );
    throw error;
  }
};
