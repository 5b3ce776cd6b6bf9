import { Refusal, Unauthenticated } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Router } from 'express';
import { z } from 'zod';
import { type Serving, serving } from '../testing/serving.ts';
import { createApp } from './app.ts';
import { createLog } from './log.ts';
import { requestContext } from './request-context.ts';

let server: Serving;
let isReady = true;
let still: readonly string[] = [];
let isFull = false;

beforeAll(async () => {
  const api = Router()
    .get('/things/:id', (req, res) => void res.json(requestContext(req)))
    .post('/things', (req, res) => void res.json({ got: req.body }))
    .get('/refused', () => {
      throw new Refusal('nope', 'It is refused.');
    })
    .get('/fault', async () => {
      throw new Error('secret of ada@example.org');
    });
  const app = createApp({
    log: createLog('test', 'silent'),
    verify: async (token) => {
      if (!token.startsWith('good')) throw new Unauthenticated('token-invalid', 'No.');
      return { id: token, role: 'sales' };
    },
    ready: async () => isReady,
    standsStill: async () => still,
    isFull: () => isFull,
    open: [Router().get('/open', (_req, res) => void res.json({ open: true }))],
    api: [api],
    rateLimitPerMinute: 15,
    bodyLimit: '1kb',
  });
  server = await serving(app);
});
afterAll(() => server.close());

const Json = z.record(z.string(), z.unknown());

const ask = async (path: string, { user = 'good', ...init }: RequestInit & { user?: string } = {}) => {
  const headers = { authorization: `Bearer ${user}`, 'content-type': 'application/json', ...init.headers };
  const response = await fetch(`${server.url}${path}`, { ...init, headers });
  return { response, body: Json.parse(await response.json()) };
};

describe('createApp', () => {
  it('puts who asks and why into the request', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const correlation = '0198c0de-0000-7000-8000-000000000001';
    const { response, body } = await ask('/api/things/1', {
      headers: { traceparent: `00-${trace}-b7ad6b7169203331-01`, 'correlation-id': correlation },
    });
    expect(body).toMatchObject({ actor: { id: 'good', role: 'sales' }, correlation, trace });
    expect(body.causation).not.toBe(correlation);
    expect(response.headers.get('correlation-id')).toBe(correlation);
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('takes nothing more while it is full, and says when to try again', async () => {
    isFull = true;
    const { response, body } = await ask('/api/things', { method: 'POST', body: '{"a":' });
    isFull = false;
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(body).toMatchObject({ code: 'unavailable' });
    expect((await ask('/api/things/1')).response.status).toBe(200);
  });

  it('takes no correlation that could hold anything', async () => {
    const { body } = await ask('/api/things/1', { headers: { 'correlation-id': 'ada@example.org' } });
    expect(body.correlation).toBe(body.causation);
  });

  it.each<[string, string, RequestInit & { user?: string }, number, string]>([
    ['no token', '/api/things/1', { headers: { authorization: '' } }, 401, 'token-missing'],
    ['a wrong token', '/api/things/1', { user: 'bad' }, 401, 'token-invalid'],
    ['malformed JSON', '/api/things', { method: 'POST', body: '{"a":' }, 400, 'malformed-request'],
    ['a large body', '/api/things', { method: 'POST', body: `"${'x'.repeat(2000)}"` }, 413, 'too-large'],
    [
      'another type',
      '/api/things',
      { method: 'POST', body: 'a=1', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
    ['a malformed path', '/api/things/%E0%A4%A', {}, 400, 'malformed-request'],
    ['a refusal', '/api/refused', {}, 409, 'nope'],
    ['a fault', '/api/fault', {}, 500, 'internal-error'],
    ['no such route', '/api/nothing', {}, 404, 'route-not-found'],
  ])('answers %s as a problem', async (what, path, init, status, code) => {
    const { response, body } = await ask(path, { user: `good-${what.replaceAll(' ', '')}`, ...init });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status, code });
    expect(JSON.stringify(body)).not.toContain('ada@example.org');
  });

  it('asks no token for open routes, health and metrics', async () => {
    expect(await (await fetch(`${server.url}/api/open`)).json()).toEqual({ open: true });
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toContain('http_request_duration_seconds');
    expect(text).toContain('route="/things/:id"');
  });

  it('is ready only when what it needs is', async () => {
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    isReady = false;
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(503);
    isReady = true;
  });

  it('tells what stands still although it is ready', async () => {
    const health = async () => (await fetch(`${server.url}/health/ready`)).json();
    expect(await health()).toEqual({ status: 'ready' });
    still = ['The notary stands still.'];
    expect(await health()).toEqual({ status: 'ready', standsStill: still });
  });

  it('limits each user by himself', async () => {
    const of = (user: string) => ask('/api/things/1', { user });
    for (let n = 0; n < 15; n++) await of('good-eager');
    const { response, body } = await of('good-eager');
    expect(response.status).toBe(429);
    expect(body.code).toBe('rate-limited');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await of('good-patient')).response.status).toBe(200);
  });
});
