import type { Pool } from 'pg';
import { createKeyring, type Keyring, type WrappedKey } from '../sealing/keyring.ts';
import { readFailure } from './failures.ts';

const select = `
  select subject, generation, wrapped from keys.subjects
  where subject = any($1::text[])`;

/**
 * Subjects come sorted, so that two processes lock them in one order. The commit waits for the disk: a key that a crash
 * of the server took back is still held by whoever made it, and what is sealed under it then could never be opened.
 */
const insert = `
  insert into keys.subjects (subject, generation, wrapped)
  select * from unnest($1::text[], $2::smallint[], $3::bytea[])
  on conflict (subject) do nothing
  returning subject`;

/** Keys in `keys.subjects`, encrypted under the master key. The pool stays the caller's. */
export const postgresKeyring = (pool: Pool, masterKey: Buffer): Keyring => {
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
