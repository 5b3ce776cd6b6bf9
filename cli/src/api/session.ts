import { Session } from '@crm/contracts';
import { Unusable } from '../unusable.ts';
import { postJson, Refused } from './http.ts';

export interface Credentials {
  /** The address of the web app: http://localhost:8080 */
  readonly url: string;
  readonly email: string;
  readonly password: string;
  /** Asked for when the password is one that must be changed; null where nobody can be asked. */
  readonly newPassword: () => Promise<string | null>;
}

/** A signed-in user whose access token is renewed in time. */
export interface SignedIn {
  readonly url: string;
  readonly userId: string;
  /** The token to send now. */
  token(): Promise<string>;
  /** The token was refused: the next one is new. */
  expire(): void;
}

/**
 * Signs in. The token is renewed by signing in again: unlike a rotating refresh token, that survives an answer lost
 * when the service is killed in the middle of it.
 * @throws Unusable where the credentials are not accepted; Unreachable
 */
export const signIn = async (credentials: Credentials): Promise<SignedIn> => {
  let password = credentials.password;
  const enter = async (newPassword?: string): Promise<Session> => {
    const body = JSON.stringify({
      email: credentials.email,
      password,
      ...(newPassword === undefined ? {} : { newPassword }),
    });
    try {
      return Session.parse(await postJson(`${credentials.url}/api/auth/sign-in`, body));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const chosen =
        error.problem.code === 'password-must-change' && newPassword === undefined
          ? await credentials.newPassword()
          : null;
      if (chosen === null) throw new Unusable(`Signing in as ${credentials.email} failed: ${error.message}`);
      const session = await enter(chosen);
      password = chosen;
      return session;
    }
  };
  const first = await enter();
  let current = Promise.resolve(aged(first));
  let renewAt = halfLife(first);
  return {
    url: credentials.url,
    userId: first.user.id,
    token: async () => {
      if (Date.now() >= renewAt) {
        renewAt = Number.POSITIVE_INFINITY;
        current = enter().then((session) => {
          renewAt = halfLife(session);
          return aged(session);
        });
        current.catch(() => {
          renewAt = 0; // Whoever awaits it sees the error; the next caller tries again.
        });
      }
      return current;
    },
    expire: () => {
      renewAt = Math.min(renewAt, Date.now());
    },
  };
};

const aged = ({ accessToken }: Session): string => accessToken;
const halfLife = ({ expiresIn }: Session): number => Date.now() + expiresIn * 500;
