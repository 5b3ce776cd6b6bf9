import type { ClientBase } from 'pg';
import { ensureReaders } from './readers.ts';

/** One login a service, with no more rights than the migrations grant it. */
export const roles = ['crm_command', 'crm_projection', 'crm_query', 'crm_auth'] as const;
export type DatabaseRole = (typeof roles)[number];

/** Makes the services' logins where they are missing, sets their passwords, and makes the readers. Needs an administrator. */
export const ensureRoles = async (
  admin: ClientBase,
  passwordOf: (role: DatabaseRole) => string,
): Promise<void> => {
  for (const role of roles) {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await admin.query(`create role ${role} login`);
    await admin.query(
      `alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication
       password ${admin.escapeLiteral(passwordOf(role))}`,
    );
  }
  await ensureReaders(admin);
};
