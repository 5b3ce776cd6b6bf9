import { randomUUID } from 'node:crypto';
import type { ReadModel } from '@crm/read-models';
import { enterDeploy } from '../../builds/orders.ts';
import { createIndexes, createTable, dropTable, showTable } from '../database/tables.ts';
import { inTransaction } from '../database/transaction.ts';
import type { World } from '../folding/apply.ts';
import { pageSize } from '../following/page-size.ts';
import { claiming } from '../sharing/replica.ts';
import { buildsOf, changePlan, enterBuild, nextBuild } from './builds.ts';
import { makeCheckpoints } from './checkpoints.ts';
import { type Group, groupsOf } from './groups.ts';

/**
 * Enters the models of this code of whose version there is no build: they are to be built beside what is shown. Where
 * answers read nothing yet and the log is short, their tables are made and shown at once: whoever follows fills them.
 * What was entered before and failed or was cancelled is entered anew: the code may be mended since.
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
    const atOnce = missing.filter((group) => isShort && !group.some(({ name }) => shown.has(name)));
    for (const group of atOnce) await make(world, group);
    await enterDeploy(
      client,
      missing.filter((group) => !atOnce.includes(group)),
    );
    await changePlan(client);
  });

const shownOf = async ({ client }: World): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ model: string }>(
    `select model from engine.builds where state = 'shown'`,
  );
  return new Set(rows.map(({ model }) => model));
};

const make = async (world: World, group: Group): Promise<void> => {
  const { client } = world;
  const rebuild = randomUUID();
  for (const model of group) {
    const build = { model, build: await nextBuild(client, model), rebuild };
    await dropTable(world, build);
    await createTable(world, build);
    await createIndexes(world, build);
    await enterBuild(client, build, 'shown');
    await makeCheckpoints(client, [build], await partitionsOf(client));
    await showTable(world, build);
  }
};

const partitionsOf = async (client: World['client']): Promise<number> => {
  const { rows } = await client.query<{ partitions: number }>('select partitions from engine.plan');
  return rows[0]?.partitions ?? 1;
};
