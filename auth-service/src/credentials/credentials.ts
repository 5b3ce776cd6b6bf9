import type { Pool } from 'pg';
import { z } from 'zod';
import { hashOf } from './passwords.ts';

const Credential = z.object({
  userId: z.string(),
  login: z.string(),
  hash: z.string(),
  mustChange: z.boolean(),
});
export type Credential = z.infer<typeof Credential>;

/** A password to be kept, and the revision of the event that says it was set. */
export interface NewCredential {
  readonly userId: string;
  readonly login: string;
  readonly password: string;
  readonly mustChange: boolean;
  readonly revision: number;
  /** The one session that goes on. */
  readonly session?: string | undefined;
}

/** The credentials, in Postgres alone. */
export const credentialsIn = (pool: Pool) => ({
  /**
   * Keeps a password and ends the user's other sessions, at once. Where it or a later one is kept already nothing
   * happens, so it can be given again. A login that is there stays: it moves with the user's address alone. Two that insert the same row take turns: the one that Postgres lets lose would
   * fail on the login instead of finding its conflict on the user.
   */
  keep: async (credential: NewCredential): Promise<void> => {
    const { userId, login, password, mustChange, revision, session = null } = credential;
    await pool.query(
      `with turn as materialized (select pg_advisory_xact_lock(hashtextextended($2, 0))),
      kept as (
        insert into auth.credentials (user_id, login, hash, must_change, revision)
        select $1::uuid, $2, $3, $4::boolean, $5::integer from turn
        on conflict (user_id) do update
          set hash = excluded.hash,
            must_change = excluded.must_change,
            revision = excluded.revision,
            set_at = now()
          where credentials.revision < excluded.revision
        returning user_id
      )
      update auth.families f
      set ended_at = now()
      from kept
      where f.user_id = kept.user_id and f.ended_at is null and f.id is distinct from $6::uuid`,
      [userId, login, await hashOf(password), mustChange, revision, session],
    );
  },

  /** Moves a login; false where it is no longer what it was taken for. */
  move: async (userId: string, from: string, to: string): Promise<boolean> => {
    const { rowCount } = await pool.query(
      'update auth.credentials set login = $3 where user_id = $1 and login = $2',
      [userId, from, to],
    );
    return rowCount === 1;
  },

  byLogin: (login: string): Promise<Credential | undefined> => found(pool, 'login', login),
  byUser: (userId: string): Promise<Credential | undefined> => found(pool, 'user_id', userId),

  /** Whether there is any: before the first administrator there is none. */
  exist: async (): Promise<boolean> =>
    (await pool.query('select from auth.credentials limit 1')).rowCount === 1,
});
export type Credentials = ReturnType<typeof credentialsIn>;

const found = async (
  pool: Pool,
  column: 'login' | 'user_id',
  value: string,
): Promise<Credential | undefined> => {
  const { rows } = await pool.query(
    `select user_id as "userId", login, hash, must_change as "mustChange"
    from auth.credentials
    where ${column} = $1`,
    [value],
  );
  return rows.map((row) => Credential.parse(row))[0];
};
