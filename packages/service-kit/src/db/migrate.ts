import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { ClientBase } from 'pg';

/** The engines' own tables, in the order in which they build on one another. */
export const migrationFolders: readonly URL[] = [
  'packages/event-store',
  'projection-service',
  'auth-service',
].map((home) => new URL(`../../../../${home}/migrations/`, import.meta.url));

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Two processes that start at once must not both migrate. */
const lock = 0x6d696772;

/**
 * Runs each numbered `.sql` file once, in a transaction of its own. Needs an administrator and the services' roles.
 * @throws where a file that has run was edited since: its tables would no longer be what it says
 */
export const migrate = async (
  admin: ClientBase,
  folders: readonly URL[] = migrationFolders,
): Promise<void> => {
  await admin.query('select pg_advisory_lock($1)', [lock]);
  try {
    await admin.query(`
      create table if not exists public.migrations (
        name text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`);
    const { rows } = await admin.query<{ name: string; sha256: string }>(
      'select name, sha256 from public.migrations',
    );
    const done = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
    for (const migration of (await Promise.all(folders.map(migrationsIn))).flat()) {
      const before = done.get(migration.name);
      if (before === undefined) await run(admin, migration);
      else if (before !== migration.sha256) throw new Error(`${migration.name} was edited after it had run`);
    }
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [lock]);
  }
};

const run = async (admin: ClientBase, { name, sql, sha256 }: Migration): Promise<void> => {
  await admin.query('begin');
  try {
    await admin.query(sql);
    await admin.query('insert into public.migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await admin.query('commit');
  } catch (error) {
    await admin.query('rollback');
    throw new Error(`migration ${name} failed`, { cause: error });
  }
};

const migrationsIn = async (folder: URL): Promise<readonly Migration[]> => {
  const home = folder.pathname.split('/').at(-3);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const sql = await readFile(new URL(file, folder), 'utf8');
      return { name: `${home}/${file}`, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
};
