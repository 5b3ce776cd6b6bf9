import type { ClientBase } from 'pg';

/** Ends the use of every world, in the caller's transaction: somebody was erased. They are dropped right after it. */
export const outdateWorlds = (client: ClientBase) =>
  client.query(`update engine.worlds set state = 'outdated' where state in ('building', 'ready')`);
