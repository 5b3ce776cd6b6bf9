import type { ClientBase, Pool } from 'pg';

/** Drops a world's schema, where there is one. */
export const dropSchema = (client: ClientBase, schema: string) =>
  client.query(`drop schema if exists ${schema} cascade`);

/** The bytes that a schema takes on the disk, indexes included; what is being written counts as it grows. */
export const sizeOf = async (pool: Pool, schema: string): Promise<number> => {
  const { rows } = await pool.query<{ bytes: number }>(
    `select coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'r'`,
    [schema],
  );
  return rows[0]?.bytes ?? 0;
};

/** Schemas of worlds that no line of the table stands for. */
export const strayed = async (client: ClientBase): Promise<readonly string[]> => {
  const { rows } = await client.query<{ schema: string }>(
    `select nspname as schema from pg_namespace
     where nspname ~ '^asof_\\d+$' and nspname not in (select schema from engine.worlds)`,
  );
  return rows.map(({ schema }) => schema);
};
