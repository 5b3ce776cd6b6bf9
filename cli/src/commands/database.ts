import { closeReader, openReader, type Reader, readers } from '@crm/service-kit/db/readers';
import { isUnreachable } from '@crm/service-kit/db/unreachable';
import pg from 'pg';
import { databaseAddress } from '../../../standalone/src/database-address.ts';
import { dataFolder } from '../data-folder.ts';
import { say } from '../terminal.ts';
import { Unusable } from '../unusable.ts';

export const databaseUsage = `crm database open analyst|auditor
                         lets people read with SQL and BI tools: an analyst what screens show, an auditor the log
                         as it is stored. Says once how to connect; again, and there is another password
crm database close analyst|auditor
                         lets them in no more
  The database is that of DATABASE_ADMIN_URL, an administrator's address (default: of this installation).`;

/** Opens or closes the login of analysts or auditors; gives the exit code. @throws Unusable */
export const database = async ([verb, whom, ...more]: readonly string[]): Promise<number> => {
  if ((verb !== 'open' && verb !== 'close') || !isReader(whom) || more.length > 0)
    throw new Unusable(`Say open or close, and whom.\n\n${databaseUsage}`);
  const address = await administrator();
  await connected(address, async (admin) => {
    if (verb === 'close') {
      await closeReader(admin, whom);
      say(`The ${whom} is let in no more.`);
    } else for (const line of welcome(address, whom, await openReader(admin, whom))) say(line);
  });
  return 0;
};

const isReader = (name: string | undefined): name is Reader =>
  name !== undefined && Object.hasOwn(readers, name);

const administrator = async (): Promise<string> => {
  const address = process.env.DATABASE_ADMIN_URL ?? (await databaseAddress(dataFolder(), 'crm_admin'));
  if (address === null)
    throw new Unusable(
      `There is no installation in ${dataFolder()}: name its database in DATABASE_ADMIN_URL, as an administrator reaches it.`,
    );
  if (!URL.canParse(address))
    throw new Unusable('DATABASE_ADMIN_URL is not an address: postgres://user:password@host/database');
  return address;
};

const connected = async (address: string, work: (admin: pg.Client) => Promise<void>): Promise<void> => {
  const admin = new pg.Client(address);
  try {
    await admin.connect();
    await work(admin);
  } catch (error) {
    const sentence = sentenceOf(error);
    throw sentence === undefined ? error : new Unusable(sentence, { cause: error });
  } finally {
    await admin.end();
  }
};

/** SQLSTATEs: insufficient_privilege, undefined_object. */
const [forbidden, unknown] = ['42501', '42704'];

const sentenceOf = (error: unknown): string | undefined => {
  if (isUnreachable(error)) return 'The database cannot be reached: is it running?';
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  if (code === forbidden)
    return 'DATABASE_ADMIN_URL must be the address of an administrator of the database.';
  if (code === unknown) return 'The database is older than this login: start this release once.';
  return code?.startsWith('28') ? 'The database does not let DATABASE_ADMIN_URL in.' : undefined;
};

const welcome = (administrator: string, reader: Reader, password: string): readonly string[] => {
  const address = Object.assign(new URL(administrator), { username: readers[reader], password });
  const { hostname, port, pathname } = address;
  return [
    `host      ${hostname}`,
    `port      ${port || 5432}`,
    `database  ${pathname.slice(1)}`,
    `user      ${readers[reader]}`,
    `password  ${password}`,
    '',
    address.href,
    '',
    'The password is kept nowhere: note it now.',
  ];
};
