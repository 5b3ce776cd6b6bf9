import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import compression from 'compression';
import express, { type RequestHandler, Router } from 'express';
import helmet from 'helmet';

/** Where `vite build web` puts the app. */
const dist = new URL('../dist/', import.meta.url);

/** The web app: hashed assets for a year, the page itself fresh every time and under a strict policy. */
export const pages = async (): Promise<Router> => {
  const html = await readFile(new URL('index.html', dist), 'utf8');
  const page: RequestHandler = (_req, res) => {
    const nonce = randomBytes(16).toString('base64');
    res.set('Cache-Control', 'no-cache');
    res.set('Content-Security-Policy', policy(nonce));
    res.type('html').send(html.replaceAll('%CSP_NONCE%', nonce));
  };
  const router = Router();
  router.use(helmet({ contentSecurityPolicy: false }), compression());
  router.get('/index.html', page);
  router.use(
    '/assets',
    express.static(new URL('assets/', dist).pathname, { immutable: true, maxAge: '1y', index: false }),
    (_req, res) => void res.status(404).end(),
  );
  router.use(express.static(dist.pathname, { maxAge: '1h', index: false }));
  router.get('/{*path}', page);
  return router;
};

/** Our own code and styles only; styles that the app makes while it runs carry the page's nonce. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
