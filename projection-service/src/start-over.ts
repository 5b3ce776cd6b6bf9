import type { ClientBase } from 'pg';
import type { Agreement } from './agreement.ts';
import { changePlan } from './engine/books/builds.ts';
import { tableOf } from './engine/database/tables.ts';
import { beginEra } from './reactors/progress.ts';

/**
 * Where the log was restored from an older copy: forgets every read model, and what was noted beside them, in the caller's
 * transaction. They are made anew from the first event; until then questions have no answer. What is told to others is
 * told again from where the log agrees. False: it was not restored.
 */
export const startOver = async (client: ClientBase): Promise<boolean> => {
  const { rows: restored } = await client.query<Agreement>(
    'delete from engine.log_restored returning agrees_to as position, agrees_event::text as event',
  );
  const [agreement] = restored;
  if (agreement === undefined) return false;
  await beginEra(client, agreement);
  const { rows } = await client.query<{ name: string; version: number; build: number }>(
    'select model as name, version, build from engine.builds for update',
  );
  for (const { name, version, build } of rows)
    await client.query(`drop table if exists live.${tableOf({ model: { name, version }, build })} cascade`);
  await client.query(`
    delete from engine.checkpoints;
    delete from engine.builds;
    delete from engine.parked;
    delete from engine.log_times;
    update engine.worlds set state = 'outdated';
    update engine.rebuilds set state = 'cancelled', cancel = true, finished_at = now()
    where state not in ('done', 'cancelled', 'failed')`);
  await changePlan(client);
  return true;
};
