import { type Actor, Unauthenticated } from '@crm/contracts';
import type { Request, RequestHandler } from 'express';
import { validate } from 'uuid';
import { newId } from './new-id.ts';

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

/** Gives every request its ids. A correlation that is no UUID is not taken: anything could stand in it. */
export const identify: RequestHandler = (req, res, next) => {
  const causation = newId();
  const asked = req.headers['correlation-id'];
  const correlation = typeof asked === 'string' && validate(asked) ? asked.toLowerCase() : causation;
  const trace = /^[\da-f]{2}-([\da-f]{32})-/.exec(String(req.headers.traceparent ?? ''))?.[1];
  req.context = { correlation, causation, trace };
  res.set('Correlation-Id', correlation);
  next();
};

/** The context of an authenticated request. @throws Unauthenticated */
export const requestContext = ({ actor, context }: Request): RequestContext => {
  if (actor === undefined) throw new Unauthenticated('token-missing', 'Sign in first.');
  if (context === undefined) throw new Error('the route is mounted outside the app');
  return { actor, ...context };
};
