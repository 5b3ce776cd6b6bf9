import { ConfigError, configOf } from '@crm/service-kit/config';
import { migrate } from '@crm/service-kit/db/migrate';
import { ensureRoles } from '@crm/service-kit/db/roles';
import pg from 'pg';
import { z } from 'zod';

const password = z.string().min(12, 'must have 12 characters or more');
const shape = z.object({
  /** The administrator's address of the product's database. */
  DATABASE_ADMIN_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  CRM_COMMAND_PASSWORD: password,
  CRM_PROJECTION_PASSWORD: password,
  CRM_QUERY_PASSWORD: password,
  CRM_AUTH_PASSWORD: password,
});

/** Prepares a PostgreSQL of one's own, before the services of a release start: the services' logins and tables. */
const run = async (): Promise<void> => {
  const config = configOf(shape);
  const admin = new pg.Client(config.DATABASE_ADMIN_URL);
  await admin.connect();
  try {
    const passwords = {
      crm_command: config.CRM_COMMAND_PASSWORD,
      crm_projection: config.CRM_PROJECTION_PASSWORD,
      crm_query: config.CRM_QUERY_PASSWORD,
      crm_auth: config.CRM_AUTH_PASSWORD,
    } as const;
    await ensureRoles(admin, (role) => passwords[role]);
    await migrate(admin);
  } finally {
    await admin.end();
  }
};

try {
  await run();
  process.stdout.write('The database is ready.\n');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 78;
}
