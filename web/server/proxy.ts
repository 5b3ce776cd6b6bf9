import { Agent, type IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@crm/service-kit/log';
import { type Upstream, upstreamOf } from '@crm/service-kit/routing';
import type { RequestHandler } from 'express';
import { createProxyServer } from 'http-proxy-3';
import { answerUpstreamProblem } from './upstream-problem.ts';

/** Milliseconds: to connect, and without a byte from the upstream. Live changes send a heartbeat more often. */
const timeouts = { connect: 2_000, silence: 60_000 } as const;

/** What is answered with a stream of events. */
const streamed = '/api/changes';

/** Headers of one hop (RFC 9110, 7.6.1): they say how this connection is held, not what is asked. */
const hopByHop = [
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
];
/** What a caller could claim about where it comes from: only the gateway says that. */
const claims = [
  'forwarded',
  'x-real-ip',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
];

/** Sends each request of the one public API to the service that answers it; bodies and event streams flow unbuffered. */
export const proxyTo = (targets: Readonly<Record<Upstream, URL>>, log: Log): RequestHandler => {
  const agent = new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 256, scheduling: 'lifo' });
  // Streams stay open for minutes: among the others they would keep questions waiting for a connection.
  const streams = new Agent();
  const proxy = createProxyServer({
    connectTimeout: timeouts.connect,
    proxyTimeout: timeouts.silence,
  });
  proxy.on('proxyRes', (answer) => {
    delete answer.headers['keep-alive'];
  });
  proxy.on('error', (error, req, res) => {
    // A caller that went away is no fault of anybody.
    if (req.destroyed && !req.complete) return;
    log.warn({ err: error, method: req.method }, 'an upstream failed');
    if (res instanceof ServerResponse) answerUpstreamProblem(error, req.method ?? 'GET', res);
    else res.destroy();
  });

  return (req, res) => {
    clean(req, req.ip ?? '', req.protocol);
    // Inside `app.use('/api', …)` Express shortens the url: services know their routes below /api.
    req.url = req.originalUrl;
    const path = pathOf(req.originalUrl);
    const target = targets[upstreamOf(req.method, path)];
    proxy.web(req, res, { target, agent: path === streamed ? streams : agent });
  };
};

const clean = (req: IncomingMessage, ip: string, protocol: string): void => {
  const { headers } = req;
  for (const name of (headers.connection ?? '').toLowerCase().split(',')) delete headers[name.trim()];
  delete headers.connection;
  for (const name of hopByHop) delete headers[name];
  for (const name of claims) delete headers[name];
  headers['x-forwarded-for'] = ip;
  headers['x-forwarded-proto'] = protocol;
};

const pathOf = (url: string): string => {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
};
