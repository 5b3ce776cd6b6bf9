import { createHmac } from 'node:crypto';
import { SignIn } from '@crm/contracts';
import { accept } from '@crm/service-kit/accept';
import { TooManyRequests } from '@crm/service-kit/problem';
import { requestContext } from '@crm/service-kit/request-context';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Pool } from 'pg';
import { triesIn } from './tries.ts';

/** How many wrong passwords, in how many milliseconds. */
export interface ThrottleLimits {
  readonly perLogin: number;
  readonly perAddress: number;
  readonly windowMs: number;
}

/**
 * Limits wrong passwords, for one login from anywhere and from one address for any login. Known and unknown logins
 * are counted alike. What is stored are HMACs: neither login nor address.
 */
export const throttles = (pool: Pool, lookupKey: Buffer, limits: ThrottleLimits) => {
  const { perLogin, perAddress, windowMs } = limits;
  const store = triesIn(pool, windowMs);
  const limited = (
    purpose: string,
    { limit, wrong, keyOf }: { limit: number; wrong: number; keyOf: (req: Request) => string },
  ): RequestHandler =>
    rateLimit({
      windowMs,
      limit,
      store: { ...store },
      standardHeaders: 'draft-8',
      identifier: purpose,
      legacyHeaders: false,
      keyGenerator: (req) =>
        createHmac('sha256', lookupKey)
          .update(`${purpose} ${keyOf(req)}`)
          .digest('hex'),
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_req, { statusCode }) => statusCode !== wrong,
      handler: (_req, _res, next) =>
        next(new TooManyRequests('Too many wrong passwords: wait some minutes.')),
    });
  return {
    signIn: [
      limited('sign-in-address', {
        limit: perAddress,
        wrong: 401,
        keyOf: (req) => ipKeyGenerator(req.ip ?? ''),
      }),
      limited('sign-in-login', {
        limit: perLogin,
        wrong: 401,
        keyOf: (req) => accept(SignIn, req.body).email,
      }),
    ],
    ownPassword: limited('own-password', {
      limit: perLogin,
      wrong: 400,
      keyOf: (req) => requestContext(req).actor.id,
    }),
  };
};
export type Throttles = ReturnType<typeof throttles>;
