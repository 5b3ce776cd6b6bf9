import { spawnSync } from 'node:child_process';
import { StartFault } from '../fault.ts';

/** Whom the database runs as: nobody in particular, or as root (whom PostgreSQL refuses) the user `postgres`. */
export type Account = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** The account for the database; made when root asks and the machine has none. @throws StartFault */
export const databaseAccount = (): Account => {
  if (process.getuid?.() !== 0) return {};
  const known = postgresUser();
  if (known !== undefined) return known;
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  const account = postgresUser();
  if (account === undefined)
    throw new StartFault(
      `PostgreSQL does not run as root, and a user "postgres" could not be made (${reason(made)}): add one, or start as another user.`,
    );
  return account;
};

/** Whether the account can use a program: the only test that sees modes, ACLs and mounts alike. */
export const canRun = (account: Account, program: string): boolean =>
  spawnSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;

/** Whether the account can enter a folder. */
export const canEnter = (account: Account, folder: string): boolean =>
  spawnSync('test', ['-x', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;

const postgresUser = (): Account | undefined => {
  const [uid, gid] = ['-u', '-g'].map((which) => {
    const { status, stdout } = spawnSync('id', [which, 'postgres'], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
};

const reason = ({ error, stderr }: { error?: Error; stderr: Buffer | null }): string =>
  error?.message ?? String(stderr ?? '').trim();
