import type { Request, Response } from 'express';
import { lifetime } from './sessions.ts';

const name = 'crm_refresh';

/** Strict: no other site's page can send it, so no other site can refresh or end a session. */
const terms = (req: Request) =>
  ({ httpOnly: true, sameSite: 'strict', path: '/api/auth', secure: req.secure }) as const;

/** The refresh token that a browser sent. */
export const tokenIn = (req: Request): string | undefined =>
  new RegExp(`(?:^|;\\s*)${name}=([\\w-]{1,100})(?:;|$)`).exec(req.headers.cookie ?? '')?.[1];

export const setToken = (req: Request, res: Response, token: string): void => {
  res.cookie(name, token, { ...terms(req), maxAge: lifetime.unused * 86_400_000 });
};

export const clearToken = (req: Request, res: Response): void => {
  res.clearCookie(name, terms(req));
};
