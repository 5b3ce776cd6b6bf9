import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createLog } from '@crm/service-kit/log';
import { afterEach, expect, it } from '@jest/globals';
import express from 'express';
import { proxyTo } from './proxy.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const listen = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return `http://127.0.0.1:${address.port}`;
};

/** A gateway before one upstream that stands for all. */
const gatewayTo = (upstream: string): Promise<string> => {
  const target = new URL(upstream);
  const targets = { command: target, query: target, auth: target, projection: target };
  return listen(express().use('/api', proxyTo(targets, createLog('web', 'silent'))));
};

it('passes path, query, body and status on', async () => {
  const upstream = await listen(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += String(chunk);
    res.writeHead(201, { ETag: '"3"' }).end(JSON.stringify({ url: req.url, method: req.method, body }));
  });
  const answer = await fetch(`${await gatewayTo(upstream)}/api/customers?a=1`, { method: 'POST', body: 'x' });
  expect([answer.status, answer.headers.get('etag')]).toEqual([201, '"3"']);
  expect(await answer.json()).toEqual({ url: '/api/customers?a=1', method: 'POST', body: 'x' });
});

it('believes nobody who says where a request comes from', async () => {
  let seen: IncomingHttpHeaders = {};
  const upstream = await listen((req, res) => {
    seen = req.headers;
    res.end();
  });
  await fetch(`${await gatewayTo(upstream)}/api/customers`, {
    headers: {
      'X-Forwarded-For': '9.9.9.9',
      Forwarded: 'for=9.9.9.9',
      'X-Real-IP': '9.9.9.9',
      TE: 'trailers',
    },
  });
  expect(seen['x-forwarded-for']).toBe('127.0.0.1');
  expect([seen.forwarded, seen['x-real-ip'], seen.te]).toEqual([undefined, undefined, undefined]);
});

it('lets an event stream through piece by piece', async () => {
  const upstream = await listen((_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write('data: first\n\n');
  });
  const { body } = await fetch(`${await gatewayTo(upstream)}/api/changes`);
  const reader = body?.getReader();
  const piece = await reader?.read();
  expect(new TextDecoder().decode(piece?.value)).toBe('data: first\n\n');
  await reader?.cancel();
});

it('answers questions while more streams are open than there are connections for questions', async () => {
  const upstream = await listen((req, res) => {
    if (req.url !== '/api/changes') return void res.end('answered');
    res.writeHead(200, { 'Content-Type': 'text/event-stream' });
    res.write(': here\n\n');
  });
  const gateway = await gatewayTo(upstream);
  const ending = new AbortController();
  const streams = Array.from({ length: 600 }, () =>
    fetch(`${gateway}/api/changes`, { signal: ending.signal }),
  );
  await Promise.all(streams);
  expect(await (await fetch(`${gateway}/api/customers`)).text()).toBe('answered');
  ending.abort();
});

it('says so when a service is away, and when it breaks off', async () => {
  const away = await fetch(`${await gatewayTo('http://127.0.0.1:1')}/api/customers`);
  expect([away.status, away.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
  expect(await away.json()).toMatchObject({ code: 'unavailable' });

  const upstream = await listen((req) => req.socket.destroy());
  const broken = await fetch(`${await gatewayTo(upstream)}/api/customers`, { method: 'POST', body: '{}' });
  expect(broken.status).toBe(502);
  expect(await broken.json()).toMatchObject({ code: 'outcome-unknown' });
});
