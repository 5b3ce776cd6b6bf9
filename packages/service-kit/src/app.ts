import { Missing } from '@crm/contracts';
import { Unavailable } from '@crm/event-store';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { authenticate, type Verify } from './auth/verify.ts';
import type { Log } from './log.ts';
import { httpMetrics, metricsRoute } from './metrics.ts';
import { problemHandler, TooManyRequests } from './problem.ts';
import { identify } from './request-context.ts';

/** What a service is made of. */
export interface AppOptions {
  readonly log: Log;
  readonly verify: Verify;
  /** Whether the service can do its work now; what it needs is asked, not assumed. */
  readonly ready: () => Promise<boolean>;
  /** What stands still although the service does its work, in sentences for operators: health tells them. */
  readonly standsStill?: () => Promise<readonly string[]>;
  /** Routes below /api that need a token. */
  readonly api: readonly Router[];
  /** Routes below /api that need none. They limit themselves (`limited`): each knows what it costs. */
  readonly open?: readonly Router[];
  readonly rateLimitPerMinute: number;
  /** Whether nothing more is taken below /api at this moment. Asked before a body is read: refusing must cost next to nothing. */
  readonly isFull?: () => boolean;
  /** Largest body, as body-parser writes it. Default `1mb`. */
  readonly bodyLimit?: string;
}

/** The Express app of a service: health and metrics, then the API behind one short chain of middleware. */
export const createApp = ({
  log,
  verify,
  ready,
  standsStill = async () => [],
  api,
  open = [],
  rateLimitPerMinute,
  isFull,
  bodyLimit = '1mb',
}: AppOptions): Express => {
  const app = express();
  app.disable('x-powered-by');
  // ETags are revisions here, never a hash of the body.
  app.disable('etag');
  // The gateway, on this machine or in the services' own network: nobody else reaches them.
  app.set('trust proxy', ['loopback', 'uniquelocal']);
  app.use(headers);

  app.get('/health/live', (_req, res) => void res.json({ status: 'live' }));
  app.get('/health/ready', async (_req, res) => {
    const [is, still] = await Promise.all([ready(), standsStill()]);
    res
      .status(is ? 200 : 503)
      .json({ status: is ? 'ready' : 'not-ready', ...(still.length > 0 && { standsStill: still }) });
  });
  app.get('/metrics', metricsRoute);

  app.use('/api', httpMetrics, identify, taking(isFull), needsJson, express.json({ limit: bodyLimit }));
  if (open.length > 0) app.use('/api', ...open);
  app.use('/api', authenticate(verify), limited(rateLimitPerMinute), ...api);
  app.use(() => {
    throw new Missing('route');
  });
  app.use(problemHandler(log));
  return app;
};

const headers: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
});

/** @throws Unavailable where nothing more is taken */
const taking =
  (isFull: () => boolean = () => false): RequestHandler =>
  (_req, _res, next) => {
    if (isFull()) throw new Unavailable('too much is under way already: try again shortly');
    next();
  };

/** A body that is not JSON is refused: unread, it would look like an empty one. */
const needsJson: RequestHandler = (req, _res, next) => {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is('application/json')) throw Object.assign(new Error('not JSON'), { status: 415 });
  next();
};

/** So many requests a minute for a user, or an address where nobody is signed in. */
export const limited = (perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (req) => req.actor?.id ?? ipKeyGenerator(req.ip ?? ''),
    handler: (_req, _res, next) => next(new TooManyRequests('Too many requests: wait a moment.')),
  });
