import { type Answered, getJson, post, postJson, Refused, Unreachable } from './http.ts';
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

/** The same with the token that came with the answer. @throws as `postAs` */
export const postTokenAs = (session: SignedIn, path: string, body: string): Promise<Answered> =>
  signedIn(session, (own) => post(`${session.url}/api${path}`, body, own));

/** Asks a question below `/api` as the signed-in user. @throws as `postAs` */
export const getAs = (session: SignedIn, path: string, headers: Headers = {}): Promise<unknown> =>
  signedIn(session, (own) => getJson(`${session.url}/api${path}`, { ...headers, ...own }));

const signedIn = async <Answer>(
  session: SignedIn,
  send: (headers: Headers) => Promise<Answer>,
): Promise<Answer> => {
  const token = await session.token();
  try {
    return await send({ authorization: `Bearer ${token}` });
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status !== 401) throw error;
    session.expire();
    throw new Unreachable('the session has ended; signing in again');
  }
};
