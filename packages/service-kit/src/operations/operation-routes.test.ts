import { type Actor, operation, Refusal } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Serving, serving } from '../../testing/serving.ts';
import { createApp } from '../app.ts';
import { createLog } from '../log.ts';
import { operationRoutes } from './operation-routes.ts';

const terms = { needs: 'history.read' } as const;
const operations = {
  begin: operation(
    'POST /machines/:model/runs',
    'Begin',
    terms,
    { fast: z.boolean().default(false) },
    z.object({ id: z.string() }),
  ),
  end: operation('DELETE /machines/:model/runs/:position', 'End', terms, {}, null),
};

let server: Serving;
const told: unknown[] = [];

beforeAll(async () => {
  const api = operationRoutes(operations, {
    begin: async (data, by) => {
      told.push({ ...data, by });
      if (data.model === 'broken') throw new Refusal('machine-broken', 'It is broken.');
      return { id: data.model };
    },
    end: async (data) => {
      told.push(data);
    },
  });
  const app = createApp({
    log: createLog('test', 'silent'),
    verify: async (token) => ({ id: 'me', role: token as Actor['role'] }),
    ready: async () => true,
    api: [api],
    rateLimitPerMinute: 1000,
  });
  server = await serving(app);
});
afterAll(() => server.close());

const send = async (method: string, path: string, role: Actor['role'] = 'auditor', body?: unknown) => {
  told.length = 0;
  const response = await fetch(`${server.url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${role}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};

describe('operationRoutes', () => {
  it('hands body, path and caller to the performer, and answers that it is taken on', async () => {
    expect(await send('POST', '/machines/big_one/runs', 'auditor', { fast: true })).toEqual({
      status: 202,
      body: { id: 'big_one' },
    });
    expect(told).toEqual([{ model: 'big_one', fast: true, by: { id: 'me', role: 'auditor' } }]);
  });

  it('answers nothing where nothing is left to do', async () => {
    expect(await send('DELETE', '/machines/big_one/runs/1042')).toEqual({ status: 204, body: undefined });
    expect(told).toEqual([{ model: 'big_one', position: '1042' }]);
  });

  it('refuses whose role has no such right, and whose right reaches only his own', async () => {
    for (const role of ['analyst', 'sales'] as const)
      expect(await send('POST', '/machines/big_one/runs', role, { surprise: 1 })).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
    expect(told).toEqual([]);
  });

  it('refuses what breaks the contract, and finds nothing under a name that is none', async () => {
    expect(await send('POST', '/machines/big_one/runs', 'auditor', { surprise: 1 })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'surprise' }] },
    });
    for (const path of ['/machines/big_one/runs/soon', '/machines/Big%20one/runs/1'])
      expect(await send('DELETE', path)).toMatchObject({ status: 404, body: { code: 'machine-not-found' } });
    expect(told).toEqual([]);
  });

  it('answers a refusal as a problem', async () => {
    expect(await send('POST', '/machines/broken/runs')).toMatchObject({
      status: 409,
      body: { code: 'machine-broken' },
    });
  });
});
