import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { v7 as uuidV7 } from 'uuid';
import { z } from 'zod';

/** Days a refresh token waits to be used, and days until one has to sign in again in any case. */
export const lifetime = { unused: 7, session: 30 } as const;

/**
 * Seconds for which a used token sent again is taken for another tab that asked in the same moment. It gets an access
 * token and no refresh token: the browser's tabs share the cookie, so the one that was first has brought the new one.
 * A thief gains five minutes by it and nothing that lasts; later than this it ends the session for both.
 */
const grace = 10;

const Renewal = z.discriminatedUnion('is', [
  z.object({ is: z.literal('renewed'), userId: z.string(), session: z.string() }),
  z.object({ is: z.literal('raced'), userId: z.string(), session: z.string() }),
  z.object({ is: z.literal('reused'), userId: z.string(), session: z.string() }),
  z.object({ is: z.literal('expired') }),
  z.object({ is: z.literal('unknown') }),
]);

/** What a refresh token sent by a browser is worth. */
export type Renewal = z.infer<typeof Renewal>;

/** Sessions: families of refresh tokens, each used once and replaced. What is stored is only their hash. */
export const sessionsIn = (pool: Pool) => ({
  /** Begins a session and answers its first refresh token. */
  begin: async (userId: string): Promise<string> => {
    const token = newToken();
    await pool.query(
      `with gone as (delete from auth.families where expires_at < now()),
      family as (
        insert into auth.families (id, user_id, expires_at)
        values ($1, $2, now() + make_interval(days => $4))
        returning id
      )
      insert into auth.refresh_tokens (hash, family_id, expires_at)
      select $3, id, now() + make_interval(days => $5) from family`,
      [uuidV7(), userId, hashOf(token), lifetime.session, lifetime.unused],
    );
    return token;
  },

  /** Uses a token up and puts `next` in its place; of several at the same time one is first. */
  renew: async (token: string): Promise<{ readonly renewal: Renewal; readonly next: string }> => {
    const next = newToken();
    const used = await pool.query(
      `with used as (
        update auth.refresh_tokens t
        set used_at = now()
        from auth.families f
        where t.hash = $1 and t.used_at is null and t.expires_at > now()
          and f.id = t.family_id and f.ended_at is null and f.expires_at > now()
        returning f.id, f.user_id
      ),
      replaced as (
        insert into auth.refresh_tokens (hash, family_id, expires_at)
        select $2, id, now() + make_interval(days => $3) from used
      )
      select 'renewed' as is, user_id as "userId", id as session from used`,
      [hashOf(token), hashOf(next), lifetime.unused],
    );
    const { rows } = used.rowCount === 1 ? used : await pool.query(whyNot, [hashOf(token), grace]);
    const renewal = Renewal.parse(rows[0] ?? { is: 'unknown' });
    if (renewal.is === 'reused') await end(pool, 'id', renewal.session);
    return { renewal, next };
  },

  /** The session that a token belongs to. */
  of: async (token: string): Promise<string | undefined> => {
    const { rows } = await pool.query<{ session: string }>(
      'select family_id as session from auth.refresh_tokens where hash = $1',
      [hashOf(token)],
    );
    return rows[0]?.session;
  },

  end: (session: string): Promise<void> => end(pool, 'id', session),
  endAllOf: (userId: string): Promise<void> => end(pool, 'user_id', userId),
});
export type Sessions = ReturnType<typeof sessionsIn>;

const whyNot = `
  select
    case
      when f.ended_at is not null then 'unknown'
      when t.used_at is null or f.expires_at <= now() then 'expired'
      when t.used_at > now() - make_interval(secs => $2) then 'raced'
      else 'reused'
    end as is,
    f.user_id as "userId",
    f.id as session
  from auth.refresh_tokens t
  join auth.families f on f.id = t.family_id
  where t.hash = $1`;

const end = async (pool: Pool, column: 'id' | 'user_id', value: string): Promise<void> => {
  await pool.query(`update auth.families set ended_at = now() where ${column} = $1 and ended_at is null`, [
    value,
  ]);
};

const newToken = (): string => randomBytes(32).toString('base64url');
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
