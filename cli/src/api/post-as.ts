import { postJson, Refused, Unreachable } from './http.ts';
import type { SignedIn } from './session.ts';

/**
 * Posts JSON text below `/api` as the signed-in user.
 * @throws Unreachable, also where the session has ended: the next attempt signs in again; Refused
 */
export const postAs = async (
  session: SignedIn,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> => {
  const token = await session.token();
  try {
    return await postJson(`${session.url}/api${path}`, body, {
      ...headers,
      authorization: `Bearer ${token}`,
    });
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status !== 401) throw error;
    session.expire();
    throw new Unreachable('the session has ended; signing in again');
  }
};
