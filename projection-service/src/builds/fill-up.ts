import { makeCheckpoints } from '../engine/books/checkpoints.ts';
import { park } from '../engine/books/parked.ts';
import { onConnection } from '../engine/database/connection.ts';
import { inTransaction } from '../engine/database/transaction.ts';
import { emptyBuilds } from './drop-builds.ts';
import { fill } from './filling/fill.ts';
import { indexTables } from './filling/index-tables.ts';
import { beginParts, goTo, type OpenState, partDone } from './rebuild-line.ts';
import { buildsUnderWay, partitionsNow, type Work } from './work.ts';

/** Fills the tables up to where the log ended when it began; after a crash from the first part on that is not done. */
export const fillUp = async (work: Work): Promise<OpenState> => {
  const { builder, line, pace, world } = work;
  const { client } = world;
  const builds = await buildsUnderWay(work);
  if (builds.length < line.models.length) {
    // The code has other versions than when this began.
    await goTo(client, line, 'waiting');
    return 'waiting';
  }
  const { sealed, folder, threads = 0 } = builder;
  await fill({
    place: world,
    builds,
    sealed,
    folder,
    threads,
    pace,
    until: line.until ?? 0n,
    onSpilled: ({ parts }) =>
      inTransaction(client, async () => {
        const events = parts.reduce((sum, part) => sum + part.events, 0);
        const done = await beginParts(client, line, parts.length, events);
        if (done === 0) await emptyBuilds(world, builds);
        return done;
      }),
    within: async (parked, events) => {
      for (const { build, poison } of parked) await park(client, build, poison);
      await partDone(client, line, events);
    },
  });
  await inTransaction(client, async () => {
    await makeCheckpoints(client, builds, await partitionsNow(work), line.until ?? 0n);
    await goTo(client, line, 'indexing');
  });
  return 'indexing';
};

/** Makes the indexes, on two connections: a table's take as long as those of all others together. */
export const indexAll = async (work: Work): Promise<OpenState> => {
  const { builder, line, pace, world } = work;
  const builds = await buildsUnderWay(work);
  await onConnection(builder.pool, (client) => indexTables([world, { ...world, client }], builds, pace));
  await goTo(world.client, line, 'catching-up');
  return 'catching-up';
};
