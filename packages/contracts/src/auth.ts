import { z } from 'zod';
import { EmailAddress } from './primitives.ts';
import { Role } from './rights.ts';
import { ownUserCommands, Password } from './user.ts';

/** Sign-in: the body of `POST /auth/sign-in`. A password that must be changed is changed with `newPassword`. */
export const SignIn = z.strictObject({
  email: EmailAddress,
  password: z.string().min(1).max(200),
  newPassword: Password.optional(),
});

/** The answer to sign-in and refresh. The refresh token travels in an httpOnly cookie only. */
export const Session = z.object({
  accessToken: z.string(),
  /** Seconds. */
  expiresIn: z.int(),
  user: z.object({ id: z.string(), name: z.string().nullable(), role: Role }),
});
export type Session = z.infer<typeof Session>;

/** The public keys that access tokens are signed with (RFC 7517). */
export const Jwks = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: z.string(),
      y: z.string(),
      /** RFC 7638 thumbprint. */
      kid: z.string(),
      use: z.literal('sig'),
      alg: z.literal('ES256'),
    }),
  ),
});
export type Jwks = z.infer<typeof Jwks>;

/** An endpoint that is neither a command on a record nor a question. */
export interface EndpointContract {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly summary: string;
  /** How the caller is known; `none`: nobody need be. */
  readonly auth: 'none' | 'cookie' | 'bearer';
  readonly body: z.ZodType | null;
  /** Null: 204, no body. */
  readonly answer: z.ZodType | null;
  /** Codes of the problems it answers besides those of every route, by status. */
  readonly problems: Readonly<Record<number, readonly string[]>>;
}

const { ChangeOwnPassword } = ownUserCommands;

/** Sessions: how to get a token, keep it and give it back. */
export const authEndpoints = {
  signIn: {
    method: 'POST',
    path: '/auth/sign-in',
    summary: 'Sign in; sets the refresh cookie',
    auth: 'none',
    body: SignIn,
    answer: Session,
    problems: {
      400: ['invalid-input'],
      401: ['credentials-invalid'],
      403: ['password-must-change'],
      429: ['rate-limited'],
    },
  },
  refresh: {
    method: 'POST',
    path: '/auth/refresh',
    summary:
      'A new access token for the refresh cookie, which is replaced; a used one sent again ends the session',
    auth: 'cookie',
    body: null,
    answer: Session,
    problems: { 401: ['token-missing', 'token-expired', 'token-invalid'] },
  },
  signOut: {
    method: 'POST',
    path: '/auth/sign-out',
    summary: 'End the session of the refresh cookie',
    auth: 'cookie',
    body: null,
    answer: null,
    problems: {},
  },
  changePassword: {
    method: 'PUT',
    path: ChangeOwnPassword.path,
    summary: ChangeOwnPassword.summary,
    auth: 'bearer',
    body: ChangeOwnPassword.body,
    answer: null,
    problems: { 400: ['invalid-input', 'password-wrong'], 429: ['rate-limited'] },
  },
  jwks: {
    method: 'GET',
    path: '/auth/jwks',
    summary: 'The keys that access tokens are checked with',
    auth: 'none',
    body: null,
    answer: Jwks,
    problems: {},
  },
} as const satisfies Readonly<Record<string, EndpointContract>>;
