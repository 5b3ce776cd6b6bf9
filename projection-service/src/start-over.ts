import type { ClientBase } from 'pg';
import { changePlan } from './engine/builds.ts';
import { tableOf } from './engine/tables.ts';
import { inTransaction } from './engine/transaction.ts';

/**
 * Forgets every read model, and what was noted beside them: whoever follows the log makes them anew from its first event.
 * The way out where the log was restored from an older copy; questions have no answer until it is gone.
 */
export const startOver = (client: ClientBase): Promise<void> =>
  inTransaction(client, async () => {
    await client.query('lock engine.builds');
    const { rows } = await client.query<{ name: string; version: number; build: number }>(
      'select model as name, version, build from engine.builds',
    );
    for (const { name, version, build } of rows)
      await client.query(`drop table if exists live.${tableOf({ model: { name, version }, build })} cascade`);
    await client.query(`
      delete from engine.checkpoints;
      delete from engine.builds;
      delete from engine.parked;
      delete from engine.log_times;
      delete from engine.log_restored;
      update engine.worlds set state = 'outdated';
      update engine.rebuilds set state = 'cancelled', finished_at = now()
      where state not in ('done', 'cancelled', 'failed')`);
    await changePlan(client);
  });
