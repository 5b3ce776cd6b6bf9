import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { WrongKey } from '../errors.ts';
import { readFailure } from './failures.ts';

/** The keys of the environment, by name. */
export type NamedKeys = Readonly<Partial<Record<'master' | 'lookup', Buffer>>>;

/**
 * Refuses keys with which what is stored could not be read or found. The first start that may write them writes down
 * by what they are known again; where nothing is written down yet, nothing was written with them either.
 * @throws WrongKey, Unavailable
 */
export const checkKeys = async (pool: Pool, keys: NamedKeys): Promise<void> => {
  const checks = new Map(Object.entries(keys).map(([name, key]) => [name, checkOf(name, key)]));
  const known = await read(pool);
  if (known.writable && [...checks.keys()].some((name) => !known.values.has(name))) {
    await write(pool, checks);
    return refuseOthers(checks, (await read(pool)).values);
  }
  refuseOthers(checks, known.values);
};

const refuseOthers = (checks: ReadonlyMap<string, Buffer>, known: ReadonlyMap<string, Buffer>): void => {
  for (const [name, check] of checks) {
    const value = known.get(name);
    if (value !== undefined && !timingSafeEqual(check, value))
      throw new WrongKey(
        `The ${name} key (${name.toUpperCase()}_KEY) is not the one that this log was written with: start with the original key.`,
      );
  }
};

const checkOf = (name: string, key: Buffer): Buffer =>
  createHmac('sha256', key).update(`crm key check: ${name}`).digest();

const read = async (pool: Pool) => {
  const { rows } = await pool
    .query<{ writable: boolean; name: string | null; value: Buffer | null }>(
      `select may.writable, c.name, c.value
       from (select has_table_privilege('keys.checks', 'insert') as writable) may
       left join keys.checks c on true`,
    )
    .catch((error: unknown) => Promise.reject(readFailure(error)));
  const values = new Map(
    rows.flatMap(({ name, value }) => (name === null || value === null ? [] : [[name, value]])),
  );
  return { writable: rows[0]?.writable === true, values };
};

const write = async (pool: Pool, checks: ReadonlyMap<string, Buffer>): Promise<void> => {
  await pool
    .query(
      `insert into keys.checks (name, value)
       select * from unnest($1::text[], $2::bytea[])
       on conflict (name) do nothing`,
      [[...checks.keys()], [...checks.values()]],
    )
    .catch((error: unknown) => Promise.reject(readFailure(error)));
};
