import { randomUUID } from 'node:crypto';
import type { ReadModel } from '@crm/read-models';
import type { World } from './apply.ts';
import { type BuildState, buildsOf, changePlan, enterBuild, nextBuild } from './builds.ts';
import { makeCheckpoints } from './checkpoints.ts';
import { type Group, groupsOf } from './groups.ts';
import { pageSize } from './page-size.ts';
import { claiming } from './replica.ts';
import { createIndexes, createTable, dropTable, showTable } from './tables.ts';
import { inTransaction } from './transaction.ts';

/**
 * Enters the models of this code of whose version there is no build. Where answers read nothing yet and the log is short,
 * their tables are made and shown at once: whoever follows fills them.
 */
export const enterMissing = (world: World, models: readonly ReadModel[]): Promise<void> =>
  inTransaction(world.client, async () => {
    const { client, store } = world;
    await client.query('select pg_advisory_xact_lock($1)', [claiming]);
    const builds = await buildsOf(client, models);
    const missing = groupsOf(models).filter(
      (group) => !group.every((model) => builds.some((build) => build.model === model)),
    );
    if (missing.length === 0) return;
    const isShort = (await store.readAll(null, pageSize)).length < pageSize;
    const shown = await shownOf(world);
    for (const group of missing)
      await make(world, group, isShort && !group.some(({ name }) => shown.has(name)) ? 'shown' : 'joining');
    await changePlan(client);
  });

const shownOf = async ({ client }: World): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ model: string }>(
    `select model from engine.builds where state = 'shown'`,
  );
  return new Set(rows.map(({ model }) => model));
};

const make = async (world: World, group: Group, state: BuildState): Promise<void> => {
  const { client } = world;
  const rebuild = randomUUID();
  for (const model of group) {
    const build = { model, build: await nextBuild(client, model), rebuild };
    await dropTable(world, build);
    await createTable(world, build);
    await createIndexes(world, build);
    await enterBuild(client, build, state);
    await makeCheckpoints(client, [build], await partitionsOf(client));
    if (state === 'shown') await showTable(world, build);
  }
};

const partitionsOf = async (client: World['client']): Promise<number> => {
  const { rows } = await client.query<{ partitions: number }>('select partitions from engine.plan');
  return rows[0]?.partitions ?? 1;
};
