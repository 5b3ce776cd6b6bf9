import type { ClientBase } from 'pg';
import { inTransaction } from '../engine/database/transaction.ts';
import type { Limits } from './machine.ts';
import { dropSchema, strayed } from './schemas.ts';

/** Drops what a process left behind that ended while it was building. */
export const clearLeftovers = async (client: ClientBase): Promise<void> => {
  for (const schema of await strayed(client)) await dropSchema(client, schema);
  const { rows } = await client.query<{ schema: string }>(
    `update engine.worlds set state = 'failed', fault = $1 where state = 'building' returning schema`,
    ['The process that built it ended. Ask for it again.'],
  );
  for (const { schema } of rows) await dropSchema(client, schema);
};

/**
 * Drops the worlds that are outdated, that nobody asks any more, and the longest unused of those that take too much. What
 * is still being built is dropped by who builds it.
 */
export const clearAway = async (
  client: ClientBase,
  limits: Limits,
  underWay: ReadonlySet<bigint>,
): Promise<void> => {
  await client.query({ name: 'worlds.expire', text: expire, values: [limits.idleSeconds, limits.bytes] });
  const { rows } = await client.query<{ position: bigint; schema: string }>({
    name: 'worlds.outdated',
    text: `select position, schema from engine.worlds where state = 'outdated'`,
  });
  for (const { position, schema } of rows.filter(({ position }) => !underWay.has(position)))
    await inTransaction(client, async () => {
      const { rowCount } = await client.query(
        `delete from engine.worlds where position = $1 and state = 'outdated'`,
        [position],
      );
      if (rowCount === 1) await dropSchema(client, schema);
    });
};

/** The one used last is left, however large: it was not larger than the limit when it was built. */
const expire = `
  update engine.worlds w set state = 'outdated'
  from (
    select position, coalesce(used_at, requested_at) < now() - make_interval(secs => $1) as is_idle,
      sum(bytes) over (order by coalesce(used_at, requested_at) desc) > $2 as is_too_much
    from engine.worlds
    where state in ('ready', 'failed')
  ) known
  where w.position = known.position and w.state in ('ready', 'failed') and (is_idle or is_too_much)`;
