import { serverAddress } from '../api/address.ts';
import { patiently } from '../api/http.ts';
import { type SignedIn, signIn } from '../api/session.ts';
import { askSecret } from '../terminal.ts';
import { Unusable } from '../unusable.ts';

/** Options that every command which talks to the server takes. */
export const connectionOptions = {
  url: { type: 'string' },
  email: { type: 'string' },
  patience: { type: 'string' },
} as const;

export interface Connection {
  readonly session: SignedIn;
  /** How long a server that does not answer is waited for. */
  readonly patienceMs: number;
}

/**
 * Signs in with --email (or CRM_EMAIL) and the password from CRM_PASSWORD or the terminal.
 * @throws Unusable where one is missing or refused
 */
export const connect = async (
  {
    url,
    email,
    patience,
  }: { url?: string | undefined; email?: string | undefined; patience?: string | undefined },
  onWait: (why: string) => void,
): Promise<Connection> => {
  const address = serverAddress(url ?? process.env.CRM_URL ?? 'http://localhost:8080');
  const login = email ?? process.env.CRM_EMAIL;
  if (!login) throw new Unusable('Say who you are: --email you@example.com (or CRM_EMAIL).');
  const password = process.env.CRM_PASSWORD ?? (await askSecret(`Password of ${login}: `));
  if (!password)
    throw new Unusable('Give the password in CRM_PASSWORD, or start this in a terminal to be asked for it.');
  const patienceMs = Number(patience ?? 300) * 1000;
  if (!(patienceMs >= 0)) throw new Unusable(`--patience ${patience} is not a number of seconds.`);
  const newPassword = async () =>
    process.env.CRM_NEW_PASSWORD ??
    (await askSecret('This password must be changed. New password (12 characters or more): '));
  const session = await patiently(
    () => signIn({ url: address, email: login, password, newPassword }),
    patienceMs,
    onWait,
  );
  return { session, patienceMs };
};
