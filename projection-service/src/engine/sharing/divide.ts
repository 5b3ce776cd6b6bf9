import type { ClientBase } from 'pg';
import { type Build, changePlan } from '../books/builds.ts';
import { Superseded } from '../books/checkpoints.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Running } from '../folding/running.ts';
import { claiming } from './replica.ts';
import type { Share } from './sharing.ts';

/**
 * Divides the work into another number of partitions. All of them are held, and the front stands at one position.
 * @throws Superseded where they are not held any more
 */
export const divideWork = (
  client: ClientBase,
  front: readonly Running[],
  { held }: Share,
  into: number,
  holder: string,
): Promise<void> =>
  inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [claiming]);
    const { rowCount } = await client.query(
      `select from engine.leases join unnest($2::integer[], $3::bigint[]) as held (partition, fence)
       using (partition, fence) where holder = $1`,
      [holder, [...held.keys()], [...held.values()]],
    );
    if (rowCount !== held.size) throw new Superseded('another process has taken over partitions');
    for (const { build } of front) await divide(client, build, into);
    await client.query('delete from engine.leases where partition >= $1', [into]);
    await client.query(
      `insert into engine.leases (partition) select generate_series(0, $1::integer - 1) on conflict do nothing`,
      [into],
    );
    await client.query('update engine.plan set partitions = $1', [into]);
    await changePlan(client);
  });

/**
 * Divides a build's streams into another number of partitions, in the caller's transaction: whoever held them finds his
 * checkpoints gone.
 * @throws where it does not stand at one position in all of them
 */
export const divide = async (
  client: ClientBase,
  { model: { name, version }, build }: Build,
  into: number,
): Promise<void> => {
  const { rows } = await client.query<{ fence: bigint; least: bigint; most: bigint; event: string | null }>(
    `with gone as (
       delete from engine.checkpoints where model = $1 and version = $2 and build = $3
       returning fence, position, event_id
     )
     select max(fence) + 1 as fence, min(position) as least, max(position) as most,
       (array_agg(event_id order by event_id))[1] as event
     from gone`,
    [name, version, build],
  );
  const [all] = rows;
  if (!all || all.least !== all.most) throw new Error(`${name} stands at several positions`);
  await client.query(
    `insert into engine.checkpoints (model, version, build, partition, fence, position, event_id)
     select $1, $2, $3, partition, $5, $6, $7 from generate_series(0, $4::integer - 1) as partition`,
    [name, version, build, into, all.fence, all.least, all.event],
  );
};
