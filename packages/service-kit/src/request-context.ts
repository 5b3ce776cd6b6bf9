import { type Actor, Unauthenticated } from '@crm/contracts';
import type { Request } from 'express';

/** What the middleware chain knows of a request by the time a route runs. */
export interface RequestContext {
  readonly actor: Actor;
  /** One id for everything that one intention causes: given by the caller, else the request's own. */
  readonly correlation: string;
  /** The request itself. */
  readonly causation: string;
  /** W3C trace id. */
  readonly trace: string | undefined;
}

declare global {
  namespace Express {
    interface Request {
      context?: Omit<RequestContext, 'actor'>;
      actor?: Actor;
    }
  }
}

/** The context of an authenticated request. @throws Unauthenticated */
export const requestContext = ({ actor, context }: Request): RequestContext => {
  if (actor === undefined) throw new Unauthenticated('token-missing', 'Sign in first.');
  if (context === undefined) throw new Error('the route is mounted outside the app');
  return { actor, ...context };
};
