import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Jwks, Role } from '@crm/contracts';
import { tokenTerms } from '@crm/service-kit/auth/verify';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

/** Who an access token speaks for. */
export interface Bearer {
  readonly id: string;
  readonly role: Role;
  readonly name: string | null;
}

/** Signs access tokens, and publishes what they are checked with. */
export interface AccessTokens {
  readonly issue: (bearer: Bearer) => string;
  readonly jwks: Jwks;
}

const PublicKey = z.object({ crv: z.literal('P-256'), kty: z.literal('EC'), x: z.string(), y: z.string() });

export const accessTokens = (signingKey: KeyObject): AccessTokens => {
  const jwk = PublicKey.parse(createPublicKey(signingKey).export({ format: 'jwk' }));
  const kid = thumbprintOf(jwk);
  const { algorithm, issuer, audience, seconds } = tokenTerms;
  return {
    issue: ({ id, role, name }) =>
      jwt.sign({ role, ...(name === null ? {} : { name }) }, signingKey, {
        algorithm,
        issuer,
        audience,
        subject: id,
        expiresIn: seconds,
        keyid: kid,
      }),
    jwks: { keys: [{ ...jwk, kid, use: 'sig', alg: algorithm }] },
  };
};

/** RFC 7638: the members that matter, in the order of their names. */
const thumbprintOf = ({ crv, kty, x, y }: z.output<typeof PublicKey>): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
