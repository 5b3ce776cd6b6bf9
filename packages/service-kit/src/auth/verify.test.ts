import { createHmac, generateKeyPairSync } from 'node:crypto';
import { Unauthenticated } from '@crm/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import jwt from 'jsonwebtoken';
import { type Serving, serving } from '../../testing/serving.ts';
import { Overloaded } from '../problem.ts';
import { tokenTerms, tokenVerifier } from './verify.ts';

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey, publicKey } = pair();
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one' };
const { issuer, audience } = tokenTerms;
const claims = { sub: 'user-1', role: 'sales' };

const signed = (payload: object = claims, options: jwt.SignOptions = {}, key = privateKey) =>
  jwt.sign(payload, key, { algorithm: 'ES256', keyid: 'one', issuer, audience, expiresIn: 60, ...options });

const refused = (code: string) => expect.objectContaining({ name: 'Unauthenticated', code });

describe('tokenVerifier', () => {
  const verify = tokenVerifier({ keys: [jwk] });

  it('says who a token speaks for, again from memory', async () => {
    const token = signed();
    expect(await verify(token)).toEqual({ id: 'user-1', role: 'sales' });
    expect(await verify(token)).toEqual({ id: 'user-1', role: 'sales' });
  });

  it('refuses a token after its end, even one that it has believed', async () => {
    await expect(verify(signed(claims, { expiresIn: -1 }))).rejects.toEqual(refused('token-expired'));
    const exp = Math.floor(Date.now() / 1000) + 1;
    const brief = jwt.sign({ ...claims, exp }, privateKey, {
      algorithm: 'ES256',
      keyid: 'one',
      issuer,
      audience,
    });
    await verify(brief);
    await new Promise((resolve) => setTimeout(resolve, exp * 1000 - Date.now() + 10));
    await expect(verify(brief)).rejects.toEqual(refused('token-expired'));
  });

  it.each<[string, string]>([
    ['another key', signed(claims, {}, pair().privateKey)],
    ['an unknown key id', signed(claims, { keyid: 'two' })],
    ['another audience', signed(claims, { audience: 'somebody' })],
    ['another issuer', signed(claims, { issuer: 'somebody' })],
    ['a role that does not exist', signed({ ...claims, role: 'root' })],
    ['no algorithm', unsigned({ alg: 'none', kid: 'one' }, '')],
    ['a MAC made with the public key', macWithPublicKey()],
    ['nonsense', 'a.b.c'],
  ])('refuses %s', async (_, token) => {
    await expect(verify(token)).rejects.toBeInstanceOf(Unauthenticated);
    await expect(verify(token)).rejects.toEqual(refused('token-invalid'));
  });
});

describe('published keys', () => {
  let server: Serving;
  let asked = 0;
  beforeAll(async () => {
    const app = express().get('/jwks', (_req, res) => {
      asked++;
      res.json({ keys: [jwk] });
    });
    server = await serving(app);
  });
  afterAll(() => server.close());

  it('are asked for once, however many tokens come', async () => {
    const verify = tokenVerifier({ jwksUrl: `${server.url}/jwks` });
    const ids = Array.from({ length: 20 }, (_, n) => `user-${n}`);
    const actors = await Promise.all(ids.map((sub) => verify(signed({ ...claims, sub }))));
    expect(actors.map(({ id }) => id)).toEqual(ids);
    await expect(verify(signed(claims, { keyid: 'two' }))).rejects.toEqual(refused('token-invalid'));
    expect(asked).toBe(1);
  });

  it('that cannot be had are nobody’s forgery', async () => {
    const verify = tokenVerifier({ jwksUrl: 'http://127.0.0.1:1/jwks' });
    await expect(verify(signed())).rejects.toBeInstanceOf(Overloaded);
  });
});

function unsigned(header: object, signature: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 60;
  return `${part(header)}.${part({ ...claims, iss: issuer, aud: audience, exp })}.${signature}`;
}

function macWithPublicKey(): string {
  const body = unsigned({ alg: 'HS256', kid: 'one' }, '').slice(0, -1);
  const pem = publicKey.export({ format: 'pem', type: 'spki' });
  return `${body}.${createHmac('sha256', pem).update(body).digest('base64url')}`;
}
