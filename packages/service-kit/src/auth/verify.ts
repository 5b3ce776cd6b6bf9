import type { JsonWebKey } from 'node:crypto';
import { type Actor, Role, Unauthenticated } from '@crm/contracts';
import type { RequestHandler } from 'express';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type KeyFinder, keysOf, publishedKeys } from './jwks.ts';

/** What access tokens are issued with, and held to. `seconds`: how long one is valid. */
export const tokenTerms = { issuer: 'crm', audience: 'crm', algorithm: 'ES256', seconds: 300 } as const;

/** Who a token speaks for. @throws Unauthenticated, Overloaded */
export type Verify = (token: string) => Promise<Actor>;

const Claims = z.object({ sub: z.string(), role: Role, exp: z.number() });

/** Tokens that were verified are believed until they expire: checking a signature costs more than all else here. */
const believed = 10_000;

/** Verifies tokens with the keys that auth-service publishes, or with given ones. */
export const tokenVerifier = (
  source:
    | { readonly jwksUrl: string }
    | { readonly keys: readonly (JsonWebKey & { readonly kid?: unknown })[] },
): Verify => {
  const find = 'jwksUrl' in source ? publishedKeys(source.jwksUrl) : within(source.keys);
  const verified = new LRUCache<string, { readonly actor: Actor; readonly exp: number }>({ max: believed });
  return async (token) => {
    const known = verified.get(token);
    if (known !== undefined) {
      if (known.exp * 1000 > Date.now()) return known.actor;
      throw expired();
    }
    const { sub, role, exp } = await claimsOf(token, find);
    const actor: Actor = { id: sub, role };
    verified.set(token, { actor, exp });
    return actor;
  };
};

/** Puts the bearer of the request's token on it. @throws Unauthenticated */
export const authenticate =
  (verify: Verify): RequestHandler =>
  async (req, _res, next) => {
    const token = /^Bearer ([\w.-]{1,4096})$/i.exec(req.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new Unauthenticated('token-missing', 'Sign in first.');
    req.actor = await verify(token);
    next();
  };

const claimsOf = async (token: string, find: KeyFinder): Promise<z.output<typeof Claims>> => {
  const kid = jwt.decode(token, { complete: true })?.header.kid;
  const key = kid === undefined ? undefined : await find(kid);
  if (key === undefined) throw invalid();
  const { algorithm, issuer, audience } = tokenTerms;
  try {
    return Claims.parse(jwt.verify(token, key, { algorithms: [algorithm], issuer, audience }));
  } catch (error) {
    throw error instanceof jwt.TokenExpiredError ? expired() : invalid();
  }
};

const within = (keys: readonly (JsonWebKey & { readonly kid?: unknown })[]): KeyFinder => {
  const known = keysOf(keys);
  return async (kid) => known.get(kid);
};

const expired = () =>
  new Unauthenticated('token-expired', 'The session has ended: refresh it or sign in again.');
const invalid = () => new Unauthenticated('token-invalid', 'This token was not issued here.');
