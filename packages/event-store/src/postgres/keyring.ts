import type { Pool } from 'pg';
import { createKeyring, type Keyring, type WrappedKey } from '../sealing/keyring.ts';
import { readFailure } from './failures.ts';

/** How a keyring on Postgres is made. */
export interface PostgresKeyringOptions {
  /**
   * Whether the log is in the same cluster as the keys. If so, a key's commit need not wait for the disk: the append
   * that needs it comes later in the same WAL, and flushing that one flushes the key. Default false.
   */
  readonly besideTheLog?: boolean;
}

const select = `
  select subject, generation, wrapped from keys.subjects
  where subject = any($1::text[])`;

/**
 * Subjects come sorted, so that two processes lock them in one order. The setting holds for this transaction, its
 * commit included.
 */
const insert = `
  with durability as materialized (select set_config('synchronous_commit', $4, true))
  insert into keys.subjects (subject, generation, wrapped)
  select added.* from durability, unnest($1::text[], $2::smallint[], $3::bytea[]) as added
  on conflict (subject) do nothing
  returning subject`;

/** Keys in `keys.subjects`, encrypted under the master key. The pool stays the caller's. */
export const postgresKeyring = (
  pool: Pool,
  masterKey: Buffer,
  { besideTheLog = false }: PostgresKeyringOptions = {},
): Keyring => {
  const run = async <Row extends object>(name: string, text: string, values: unknown[]) => {
    try {
      return (await pool.query<Row>({ name: `keys.${name}`, text, values })).rows;
    } catch (error) {
      throw readFailure(error);
    }
  };
  const get = (subjects: readonly string[]) => run<WrappedKey>('get', select, [subjects]);

  return createKeyring(
    {
      get,
      add: async (keys) => {
        const added = await run<{ subject: string }>('add', insert, [
          keys.map(({ subject }) => subject),
          keys.map(({ generation }) => generation),
          keys.map(({ wrapped }) => wrapped),
          besideTheLog ? 'off' : 'on',
        ]);
        const own = new Set(added.map(({ subject }) => subject));
        const theirs = keys.filter(({ subject }) => !own.has(subject));
        const kept = keys.filter(({ subject }) => own.has(subject));
        return theirs.length === 0 ? kept : [...kept, ...(await get(theirs.map(({ subject }) => subject)))];
      },
    },
    masterKey,
  );
};
