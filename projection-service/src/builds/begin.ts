import { changeState, enterBuild, nextBuild } from '../engine/books/builds.ts';
import { groupsOf } from '../engine/books/groups.ts';
import { createTable, dropTable } from '../engine/database/tables.ts';
import { inTransaction } from '../engine/database/transaction.ts';
import { claiming } from '../engine/sharing/replica.ts';
import { dropUnshown } from './drop-builds.ts';
import { keptBuilds } from './kept-builds.ts';
import { goTo, type OpenState, readUntil } from './rebuild-line.ts';
import { showBuilds } from './switch.ts';
import { Failed, modelsOf, type Work } from './work.ts';

/** Makes empty tables for what is to be rebuilt, or takes up what was kept. */
export const begin = (work: Work): Promise<OpenState | 'done'> =>
  work.line.kind === 'rollback' || work.line.kind === 'switch'
    ? takeUpKept(work, work.line.kind)
    : make(work);

const make = async (work: Work): Promise<OpenState> => {
  const { builder, line, world } = work;
  const until = (await builder.sealed.log.head()) ?? 0n;
  const models = modelsOf(work);
  await inTransaction(world.client, async () => {
    // Whoever follows enters the first builds under this lock.
    await world.client.query('select pg_advisory_xact_lock($1)', [claiming]);
    await dropUnshown(world, line.models);
    for (const model of models) {
      const build = { model, build: await nextBuild(world.client, model), rebuild: line.id };
      await dropTable(world, build);
      await createTable(world, build);
      await enterBuild(world.client, build, 'building');
    }
    await readUntil(world.client, line, until);
    await goTo(world.client, line, 'filling');
  });
  return 'filling';
};

/** What this code does not fold any more is shown as it stands. */
const takeUpKept = async (work: Work, kind: 'rollback' | 'switch'): Promise<OpenState | 'done'> => {
  const { line, world } = work;
  const models = modelsOf(work);
  const [group] = groupsOf(models);
  const kept = group === undefined ? [] : await keptBuilds(world.client, group, kind);
  if (kept.length === 0) throw new Failed('No other build of this read model is kept.');
  if (kept.some(({ model }) => !models.includes(model))) {
    await showBuilds(work, kept);
    return 'done';
  }
  await inTransaction(world.client, async () => {
    await changeState(world.client, kept, 'building');
    await goTo(world.client, line, 'catching-up');
  });
  return 'catching-up';
};
