import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';

/**
 * Logins for people with SQL and BI tools, closed until an administrator opens them: analysts read what screens show,
 * auditors the log as it is stored and what the notary signed of it. Neither reads a key, a credential or a world.
 */
export const readers = { analyst: 'crm_analyst', auditor: 'crm_auditor' } as const;
export type Reader = keyof typeof readers;

/** What they may take from people at work. Set once: an administrator's own settings stay. */
const settings = {
  search_path: 'live, public',
  default_transaction_read_only: 'on',
  statement_timeout: '10min',
  idle_in_transaction_session_timeout: '1min',
} as const;
const connections = 5;

/** Makes those that are missing. Needs an administrator. */
export const ensureReaders = async (admin: ClientBase): Promise<void> => {
  for (const role of Object.values(readers)) {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 1) continue;
    await admin.query(`create role ${role} nologin connection limit ${connections}`);
    for (const [name, value] of Object.entries(settings))
      await admin.query(`alter role ${role} set ${name} to ${value.split(', ').map((part) => `'${part}'`)}`);
  }
};

/** Lets a reader in with a new password, which is kept nowhere else. Needs an administrator. */
export const openReader = async (admin: ClientBase, reader: Reader): Promise<string> => {
  const password = randomBytes(24).toString('base64url');
  await admin.query(`alter role ${readers[reader]} login password ${admin.escapeLiteral(password)}`);
  return password;
};

/** Lets a reader in no more, and ends what it has under way. Needs an administrator. */
export const closeReader = async (admin: ClientBase, reader: Reader): Promise<void> => {
  await admin.query(`alter role ${readers[reader]} nologin password null`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [
    readers[reader],
  ]);
};
