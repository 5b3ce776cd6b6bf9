import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, Invalid, Refusal, World } from '@crm/contracts';
import { type AsOf, positionAsOf } from '@crm/service-kit/questions/position-as-of';
import { rowsOf } from '@crm/service-kit/questions/rows';
import { sql, statementOf } from '@crm/service-kit/questions/sql';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../engine/database/transaction.ts';
import type { TimeMachine } from './machine.ts';
import { worldColumns } from './world-columns.ts';

type Ordering = Pick<TimeMachine, 'pool' | 'log' | 'limits'>;

/** Orders come one after the other: none sees room that another takes. */
const ordering = 0x776f726c;
/** Milliseconds that an append may take from the moment at which it was recorded. */
const settling = 1_000;

/**
 * Orders the workspace as of a moment; where it is there or on its way already, that is the order. The world longest
 * unused gives way. @throws Invalid for a moment to come, Refusal where as many as there may be are still being built
 */
export const orderWorld = async (machine: Ordering, asOf: string, { id }: Actor): Promise<World> => {
  if (asOf > new Date().toISOString())
    throw new Invalid([{ path: 'asOf', message: 'must not lie in the future' }]);
  const { position } = await settled(machine, asOf);
  const client = await machine.pool.connect();
  try {
    return await inTransaction(client, async () => {
      await client.query('select pg_advisory_xact_lock($1)', [ordering]);
      const known = await worldAt(client, position);
      if (known !== null) return known;
      await makeRoom(client, machine.limits.worlds);
      await enter(client, position, asOf, id);
      const entered = await worldAt(client, position);
      if (entered === null) throw new Error(`the world at ${position} was entered a moment ago`);
      return entered;
    });
  } finally {
    client.release();
  }
};

/** Drops a world, or cancels its building; false: there is none. */
export const dropWorld = async (pool: Pool, position: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `update engine.worlds set state = 'outdated' where position = $1::numeric and state <> 'outdated'`,
    [position],
  );
  return rowCount === 1;
};

/** What is being written at this moment may still belong to it: that is waited for. */
const settled = async ({ pool, log }: Ordering, asOf: string): Promise<AsOf> => {
  const found = await positionAsOf(pool, log, asOf);
  const wait = Date.parse(asOf) + settling - Date.now();
  if (found.settled || wait <= 0) return found;
  await sleep(wait);
  return positionAsOf(pool, log, asOf);
};

/** A world that is there or on its way; what failed or is being dropped is built anew. */
const worldAt = async (client: PoolClient, position: bigint): Promise<World | null> => {
  const { rows } = await client.query(
    statementOf(sql`
      select ${worldColumns} from engine.worlds
      where position = ${position} and state in ('waiting', 'building', 'ready')`),
  );
  const [row] = rows.map(rowsOf(Object.keys(World.shape)));
  return row === undefined ? null : World.parse(row);
};

const makeRoom = async (client: PoolClient, most: number): Promise<void> => {
  const { rows } = await client.query<{ position: bigint; state: string }>(
    `select position, state from engine.worlds
     where state in ('waiting', 'building', 'ready')
     order by coalesce(used_at, requested_at)`,
  );
  const tooMany = rows.length + 1 - most;
  if (tooMany <= 0) return;
  const leaving = rows.filter(({ state }) => state === 'ready').slice(0, tooMany);
  if (leaving.length < tooMany)
    throw new Refusal(
      'worlds-under-way',
      `There may be ${most} worlds at a time, and they are still being built: wait for one, or drop it.`,
    );
  await client.query(`update engine.worlds set state = 'outdated' where position = any($1)`, [
    leaving.map(({ position }) => position),
  ]);
};

const enter = (client: PoolClient, position: bigint, asOf: string, by: string) =>
  client.query(
    `insert into engine.worlds as w (position, schema, state, requested_by, as_of)
     values ($1, 'asof_' || $1::bigint, 'waiting', $2, $3)
     on conflict (position) do update set
       state = 'waiting', requested_by = excluded.requested_by, requested_at = now(), as_of = excluded.as_of,
       events_total = null, events_done = 0, bytes = null, used_at = null, fault = null`,
    [position, by, asOf],
  );
