import type { Pool } from 'pg';
import { WrongKey } from '../errors.ts';
import {
  createKeyring,
  firstMaster,
  type Keyring,
  type MasterKeys,
  type WrappedKey,
} from '../sealing/keyring.ts';
import { readFailure, sqlState } from './failures.ts';
import { keepListening } from './listen.ts';

const select = `
  select subject, generation, wrapped, master_generation as "masterGeneration" from keys.subjects
  where subject = any($1::text[])`;

/**
 * Subjects come sorted, so that two processes lock them in one order. The commit waits for the disk: a key that a crash
 * of the server took back is still held by whoever made it, and what is sealed under it then could never be opened.
 */
const insert = `
  insert into keys.subjects (subject, generation, wrapped, master_generation)
  select * from unnest($1::text[], $2::smallint[], $3::bytea[], $4::integer[])
  on conflict (subject) do nothing
  returning subject`;

/** Keys in `keys.subjects`, encrypted under the master key. The pool stays the caller's. */
export const postgresKeyring = (pool: Pool, master: Buffer | MasterKeys): Keyring => {
  const run = async <Row extends object>(name: string, text: string, values: unknown[]) => {
    try {
      return (await pool.query<Row>({ name: `keys.${name}`, text, values })).rows;
    } catch (error) {
      throw isRotated(error) ? rotated() : readFailure(error);
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
          keys.map(({ masterGeneration }) => masterGeneration),
        ]);
        const own = new Set(added.map(({ subject }) => subject));
        const theirs = keys.filter(({ subject }) => !own.has(subject));
        const kept = keys.filter(({ subject }) => own.has(subject));
        return theirs.length === 0 ? kept : [...kept, ...(await get(theirs.map(({ subject }) => subject)))];
      },
      destroy: async (subject) => {
        await run('destroy', 'select keys.destroy($1)', [subject]);
      },
    },
    Buffer.isBuffer(master) ? firstMaster(master) : master,
  );
};

/** Lets go of keys as soon as any process has destroyed them, until the signal aborts. Takes one connection. */
export const forgetDestroyed = (
  pool: Pool,
  keyring: Pick<Keyring, 'forget'>,
  signal: AbortSignal,
  report: (error: unknown) => void,
): Promise<void> =>
  keepListening(pool, 'keys_destroyed', signal, {
    heard: (subject) => keyring.forget(subject),
    // Whatever was said before was not heard.
    begun: () => keyring.forget(),
    lost: report,
  });

/** Whether keys were offered under a master key that has been replaced since this process started. */
export const isRotated = (error: unknown): boolean => sqlState(error) === 'CRM02';
export const rotated = (): WrongKey =>
  new WrongKey('The master key was rotated: start this process with the new one.');
