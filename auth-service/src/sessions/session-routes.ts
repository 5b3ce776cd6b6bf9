import { authEndpoints, ownUserCommands, type Session, SignIn, Unauthenticated } from '@crm/contracts';
import { accept } from '@crm/service-kit/accept';
import { tokenTerms } from '@crm/service-kit/auth/verify';
import type { Log } from '@crm/service-kit/log';
import { requestContext } from '@crm/service-kit/request-context';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { User } from '../domain/user.ts';
import type { AccessTokens, Bearer } from './access-tokens.ts';
import { clearToken, setToken, tokenIn } from './cookie.ts';
import type { Sessions } from './sessions.ts';
import { bearerOf, type signingIn } from './sign-in.ts';
import type { Throttles } from './throttle.ts';

/** What the routes of sessions take. */
export interface SessionRoutes {
  readonly people: ReturnType<typeof signingIn>;
  readonly users: (id: string) => Promise<User>;
  readonly sessions: Sessions;
  readonly tokens: AccessTokens;
  readonly throttles: Throttles;
  /** For the routes that need no token. */
  readonly limited: RequestHandler;
  readonly log: Log;
}

const { signIn, refresh, signOut, changePassword, jwks } = authEndpoints;

/** Sign-in, refresh, sign-out and the public keys (`open`: no token needed), and a user's own password. */
export const sessionRoutes = (options: SessionRoutes): { readonly open: Router; readonly own: Router } => {
  const { people, users, sessions, tokens, throttles, limited, log } = options;
  const open = Router();
  const own = Router();
  const answer = (res: Response, bearer: Bearer): void => {
    const { id, name, role } = bearer;
    const accessToken = tokens.issue(bearer);
    res.set('Cache-Control', 'no-store');
    res.json({ accessToken, expiresIn: tokenTerms.seconds, user: { id, name, role } } satisfies Session);
  };

  open.post(signIn.path, limited, ...throttles.signIn, async (req, res) => {
    const bearer = await people.signIn(accept(SignIn, req.body), causeOf(req));
    setToken(req, res, await sessions.begin(bearer.id));
    answer(res, bearer);
  });

  open.post(refresh.path, limited, async (req, res) => {
    const token = tokenIn(req);
    if (token === undefined) throw new Unauthenticated('token-missing', 'Sign in first.');
    const { renewal, next } = await sessions.renew(token);
    if (renewal.is === 'reused')
      log.warn({ user: renewal.userId, session: renewal.session }, 'a used refresh token came again');
    if (renewal.is === 'renewed' || renewal.is === 'raced') {
      const bearer = bearerOf(renewal.userId, await users(renewal.userId));
      if (bearer !== null) {
        if (renewal.is === 'renewed') setToken(req, res, next);
        return answer(res, bearer);
      }
      await sessions.end(renewal.session);
    }
    clearToken(req, res);
    throw new Unauthenticated(
      renewal.is === 'expired' ? 'token-expired' : 'token-invalid',
      'The session has ended: sign in again.',
    );
  });

  open.post(signOut.path, limited, async (req, res) => {
    const session = await sessionOf(req);
    if (session !== undefined) await sessions.end(session);
    clearToken(req, res);
    res.status(204).end();
  });

  open.get(jwks.path, (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(tokens.jwks);
  });

  own.put(changePassword.path, throttles.ownPassword, async (req, res) => {
    const { actor, ...cause } = requestContext(req);
    const body = accept(ownUserCommands.ChangeOwnPassword.body, req.body);
    const bearer = bearerOf(actor.id, await users(actor.id));
    if (bearer === null) throw new Unauthenticated('token-invalid', 'The session has ended: sign in again.');
    await people.changePassword(bearer, body, cause, await sessionOf(req));
    res.status(204).end();
  });

  const sessionOf = async (req: Request): Promise<string | undefined> => {
    const token = tokenIn(req);
    return token === undefined ? undefined : sessions.of(token);
  };
  return { open, own };
};

/** What an unauthenticated request's changes name as their cause. */
const causeOf = ({ context }: Request) => {
  if (context === undefined) throw new Error('the route is mounted outside the app');
  return context;
};
