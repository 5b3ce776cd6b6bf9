import { getJson, postJson, Refused, Unreachable } from './http.ts';
import type { SignedIn } from './session.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Posts JSON text below `/api` as the signed-in user.
 * @throws Unreachable, also where the session has ended: the next attempt signs in again; Refused
 */
export const postAs = (
  session: SignedIn,
  path: string,
  body: string,
  headers: Headers = {},
): Promise<unknown> =>
  signedIn(session, (own) => postJson(`${session.url}/api${path}`, body, { ...headers, ...own }));

/** Asks a question below `/api` as the signed-in user. @throws as `postAs` */
export const getAs = (session: SignedIn, path: string): Promise<unknown> =>
  signedIn(session, (own) => getJson(`${session.url}/api${path}`, own));

const signedIn = async (
  session: SignedIn,
  send: (headers: Headers) => Promise<unknown>,
): Promise<unknown> => {
  const token = await session.token();
  try {
    return await send({ authorization: `Bearer ${token}` });
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status !== 401) throw error;
    session.expire();
    throw new Unreachable('the session has ended; signing in again');
  }
};
