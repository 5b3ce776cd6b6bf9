import { randomUUID } from 'node:crypto';
import { Missing, Refusal } from '@crm/contracts';
import type { ReadModel } from '@crm/read-models';
import type { ClientBase, Pool } from 'pg';
import { type Group, groupsOf } from '../engine/books/groups.ts';
import { inTransaction } from '../engine/database/transaction.ts';
import { startOver } from '../start-over.ts';
import { type Direction, keptBuilds } from './kept-builds.ts';

/** Where orders are entered, and the models of the running code. */
export interface Ordering {
  readonly pool: Pool;
  readonly models: readonly ReadModel[];
}

type Kind = 'deploy' | 'rebuild' | 'rollback' | 'switch';

/** Orders come one after the other: none misses that a model is under way. */
const ordering = 0x6275696c;

/**
 * Orders that models are rebuilt, each with its group; none named, or where the log was restored: all, and there from
 * nothing. Gives the rebuild's id.
 * @throws Missing, Refusal 'rebuild-under-way'
 */
export const orderRebuild = (
  { pool, models }: Ordering,
  names: readonly string[],
  by: string,
): Promise<string> => {
  const groups = names.length === 0 ? groupsOf(models) : names.map((name) => groupOf(models, name));
  return entered(pool, 'rebuild', by, async (client) =>
    (await startOver(client)) ? groupsOf(models) : groups,
  );
};

/**
 * Orders that the build which was shown before is shown again, with its group. Gives the order's id.
 * @throws Missing, Refusal 'rebuild-under-way' or 'nothing-to-go-back-to'
 */
export const orderRollback = (ordering: Ordering, name: string, by: string): Promise<string> =>
  orderKept(ordering, 'rollback', name, by);

/**
 * Orders that the newest build is shown again after a rollback, with its group. Gives the order's id.
 * @throws Missing, Refusal 'rebuild-under-way' or 'nothing-to-go-back-to'
 */
export const orderSwitch = (ordering: Ordering, name: string, by: string): Promise<string> =>
  orderKept(ordering, 'switch', name, by);

/** Cancels a rebuild: what it has built is dropped. @throws Missing, Refusal 'rebuild-finished' */
export const cancelRebuild = async (pool: Pool, id: string): Promise<void> => {
  const { rowCount } = await pool.query(
    `update engine.rebuilds
     set cancel = true,
       state = case state when 'waiting' then 'cancelled' else state end,
       finished_at = case state when 'waiting' then now() end
     where id = $1 and state not in ('done', 'cancelled', 'failed')`,
    [id],
  );
  if (rowCount === 1) return;
  const { rowCount: known } = await pool.query('select from engine.rebuilds where id = $1', [id]);
  if (known === 0) throw new Missing('rebuild');
  throw new Refusal('rebuild-finished', 'The rebuild has ended already.');
};

/** Enters that models of new versions are built, which answers do not read yet; in the caller's transaction. */
export const enterDeploy = async (client: ClientBase, groups: readonly Group[]): Promise<void> => {
  await client.query('select pg_advisory_xact_lock($1)', [ordering]);
  const busy = await underWay(client);
  const free = groups.filter((group) => !group.some(({ name }) => busy.has(name)));
  if (free.length > 0) await enter(client, 'deploy', free, 'system');
};

const orderKept = async (
  { pool, models }: Ordering,
  kind: Direction,
  name: string,
  by: string,
): Promise<string> => {
  const group = groupOf(models, name);
  return entered(pool, kind, by, async (client) => {
    if ((await keptBuilds(client, group, kind)).length === 0)
      throw new Refusal('nothing-to-go-back-to', 'No other build of this read model is kept.');
    return [group];
  });
};

const entered = async (
  pool: Pool,
  kind: Kind,
  by: string,
  groupsIn: (client: ClientBase) => Promise<readonly Group[]>,
): Promise<string> => {
  const client = await pool.connect();
  try {
    return await inTransaction(client, async () => {
      await client.query('select pg_advisory_xact_lock($1)', [ordering]);
      const groups = await groupsIn(client);
      const busy = await underWay(client);
      const found = groups.flat().find(({ name }) => busy.has(name));
      if (found !== undefined)
        throw new Refusal('rebuild-under-way', `A rebuild of ${found.name} is under way or waiting.`);
      return enter(client, kind, groups, by);
    });
  } finally {
    client.release();
  }
};

const enter = async (
  client: ClientBase,
  kind: Kind,
  groups: readonly Group[],
  by: string,
): Promise<string> => {
  const id = randomUUID();
  const names = new Set(groups.flat().map(({ name }) => name));
  await client.query('insert into engine.rebuilds (id, kind, models, requested_by) values ($1, $2, $3, $4)', [
    id,
    kind,
    [...names],
    by,
  ]);
  return id;
};

/** The models of which something is waiting or under way. */
const underWay = async (client: ClientBase): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ model: string }>(
    `select unnest(models) as model from engine.rebuilds where state not in ('done', 'cancelled', 'failed')`,
  );
  return new Set(rows.map(({ model }) => model));
};

const groupOf = (models: readonly ReadModel[], name: string): Group => {
  const group = groupsOf(models).find((group) => group.some((model) => model.name === name));
  if (group === undefined) throw new Missing('read model');
  return group;
};
