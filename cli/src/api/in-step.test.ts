import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Stepper, stepper } from './in-step.ts';

let server: Server;
let steps: Stepper;
let asked: { token: unknown; answer: ServerResponse }[];
beforeEach(async () => {
  asked = [];
  server = createServer(({ headers }, answer) => {
    asked.push({ token: headers['consistency-token'], answer });
    server.emit('asked');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  steps = stepper({ url, userId: 'somebody', token: async () => 'token', expire: () => undefined });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const isReady = () =>
  Promise.race([steps.ready().then(() => true), new Promise((resolve) => setTimeout(resolve, 20, false))]);

it('lets 2,000 commands go ahead, and waits for those before them', async () => {
  steps.wrote(2_000, '10');
  steps.wrote(1_999, '11');
  expect(await isReady()).toBe(true);
  steps.wrote(1, '12');
  await once(server, 'asked');
  expect(asked.map(({ token }) => token)).toEqual(['10']);
  expect(await isReady()).toBe(false);
  asked[0]?.answer.end('{"items":[],"next":null}');
  await steps.ready();
  steps.wrote(1_999, '13');
  expect(await isReady()).toBe(true);
  expect(asked).toHaveLength(1);
});

it('goes on where nobody answers', async () => {
  steps.wrote(2_000, '13');
  steps.wrote(2_000, '14');
  await once(server, 'asked');
  asked[0]?.answer.destroy();
  await steps.ready();
  expect(asked).toHaveLength(1);
});
