import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { Jwks, Session } from '@crm/contracts';
import { tokenTerms } from '@crm/service-kit/auth/verify';
import { type TestDatabase, testDatabase } from '@crm/service-kit/testing/database';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';
import {
  type Answer,
  administrator,
  as,
  changed,
  first,
  newcomer,
  type Replica,
  replica,
  signingKey,
} from '../../testing/running.ts';

let database: TestDatabase;
let one: Replica;
let other: Replica;
let admin: Answer;

beforeAll(async () => {
  database = await testDatabase();
  [one, other] = await Promise.all([replica(database), replica(database)]);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await database.drop();
});

const refresh = (on: Replica, cookie: string | undefined) =>
  on.send('POST /auth/refresh', undefined, { cookie: cookie ?? '' });
const late = (seconds: number) =>
  database
    .pool()
    .query('update auth.refresh_tokens set used_at = used_at - make_interval(secs => $1)', [seconds]);

describe('the first sign-in', () => {
  it('asks for a new password, which must be another and long enough', async () => {
    expect(await one.send('POST /auth/sign-in', first)).toMatchObject({
      status: 403,
      body: { code: 'password-must-change' },
    });
    for (const newPassword of ['short', first.password])
      expect(await one.send('POST /auth/sign-in', { ...first, newPassword })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'newPassword' }] },
      });
  });
  it('changes it and signs in, with a cookie that scripts and other sites cannot use', async () => {
    admin = await administrator(one);
    expect(admin.status).toBe(200);
    expect(Session.parse(admin.body)).toMatchObject({ expiresIn: 300, user: { role: 'administrator' } });
    const cookie = admin.headers.get('set-cookie');
    for (const term of ['HttpOnly', 'SameSite=Strict', 'Path=/api/auth']) expect(cookie).toContain(term);
    expect(cookie).not.toContain('Secure');
    expect(admin.headers.get('cache-control')).toBe('no-store');
  });
  it('leaves the old password worth nothing', async () => {
    expect(await other.send('POST /auth/sign-in', first)).toMatchObject({ status: 401 });
    const { status } = await other.send('POST /auth/sign-in', { email: first.email, password: changed });
    expect(status).toBe(200);
  });
  it('marks the cookie as secure where the request came over https', async () => {
    const session = await one.send(
      'POST /auth/sign-in',
      { email: 'FIRST@Example.org', password: changed },
      { 'x-forwarded-proto': 'https' },
    );
    expect(session.headers.get('set-cookie')).toContain('Secure');
  });
});

describe('a wrong sign-in', () => {
  it('is refused alike, whether the user or the password is wrong', async () => {
    const answers = await Promise.all([
      one.send('POST /auth/sign-in', { email: first.email, password: 'wrong' }),
      one.send('POST /auth/sign-in', { email: 'nobody@example.org', password: 'wrong' }),
    ]);
    for (const { status, body } of answers)
      expect([status, body]).toEqual([401, expect.objectContaining({ code: 'credentials-invalid' })]);
    expect(answers[0].body).toEqual(answers[1].body);
  });
  it('takes as long for an unknown address as for a wrong password', async () => {
    const took = async (email: string) => {
      const start = performance.now();
      await one.send('POST /auth/sign-in', { email, password: 'wrong' });
      return performance.now() - start;
    };
    const quickest = { known: Infinity, unknown: Infinity };
    for (let n = 0; n < 10; n++) {
      quickest.known = Math.min(quickest.known, await took(first.email));
      quickest.unknown = Math.min(quickest.unknown, await took('nobody@example.org'));
    }
    // Without a hash to check it would be a tenth.
    expect(quickest.unknown / quickest.known).toBeGreaterThan(0.5);
  });
  it('names the fields that are wrong', async () => {
    expect(await one.send('POST /auth/sign-in', { email: 'x', password: '', remember: true })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'email' }, { path: 'password' }, { path: 'remember' }] },
    });
  });
});

describe('refresh', () => {
  it('replaces the token on any replica', async () => {
    const { session } = await newcomer(one, admin, 'sales');
    const second = await refresh(other, session.cookie);
    expect(second).toMatchObject({ status: 200, body: { user: { role: 'sales' } } });
    expect(second.cookie).not.toBe(session.cookie);
    expect((await refresh(one, second.cookie)).status).toBe(200);
  });
  it('ends the session when a used token comes again', async () => {
    const { session } = await newcomer(one, admin, 'sales');
    const second = await refresh(one, session.cookie);
    await late(11);
    expect(await refresh(other, session.cookie)).toMatchObject({
      status: 401,
      body: { code: 'token-invalid' },
    });
    expect((await refresh(one, second.cookie)).status).toBe(401);
    expect(other.lines.join()).toContain('a used refresh token came again');
  });
  it('lets two tabs ask at the same moment: one replaces the token, nobody is signed out', async () => {
    const { session } = await newcomer(one, admin, 'sales');
    const tabs = await Promise.all([one, other, one, other].map((on) => refresh(on, session.cookie)));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const successors = tabs.flatMap(({ cookie }) => cookie ?? []);
    expect(successors).toHaveLength(1);
    expect((await refresh(one, successors[0])).status).toBe(200);
  });
  it('takes a token for a week, and a session for thirty days', async () => {
    const { session, id } = await newcomer(one, admin, 'sales');
    await database.pool().query(
      `update auth.refresh_tokens t set expires_at = now()
        from auth.families f where f.id = t.family_id and f.user_id = $1`,
      [id],
    );
    expect(await refresh(one, session.cookie)).toMatchObject({
      status: 401,
      body: { code: 'token-expired' },
    });
  });
  it('needs a cookie of ours', async () => {
    expect(await refresh(one, undefined)).toMatchObject({ status: 401, body: { code: 'token-missing' } });
    expect(await refresh(one, 'crm_refresh=made-up')).toMatchObject({
      status: 401,
      body: { code: 'token-invalid' },
    });
  });
  it('tells a changed role and name', async () => {
    const { session, id } = await newcomer(one, admin, 'sales');
    await one.send(`PUT /users/${id}/role`, { role: 'manager' }, as(admin));
    await one.send(`PUT /users/${id}/name`, { name: 'New Name' }, as(admin));
    expect((await refresh(other, session.cookie)).body.user).toEqual({
      id,
      name: 'New Name',
      role: 'manager',
    });
  });
});

describe('sign-out', () => {
  it('ends the session and takes the cookie away', async () => {
    const { session } = await newcomer(one, admin, 'sales');
    const out = await one.send('POST /auth/sign-out', undefined, { cookie: session.cookie ?? '' });
    expect([out.status, out.cookie]).toEqual([204, 'crm_refresh=']);
    expect((await refresh(one, session.cookie)).status).toBe(401);
  });
  it('does not mind that nobody is signed in', async () => {
    expect((await one.send('POST /auth/sign-out')).status).toBe(204);
  });
});

describe('the own password', () => {
  it('is changed with the old one; other sessions end, this one goes on', async () => {
    const { session, email, password } = await newcomer(one, admin, 'auditor');
    const elsewhere = await other.send('POST /auth/sign-in', { email, password });
    const newPassword = 'an even better password';
    const header = { ...as(session), cookie: session.cookie ?? '' };
    expect((await one.send('PUT /auth/password', { password, newPassword }, header)).status).toBe(204);
    expect((await refresh(one, elsewhere.cookie)).status).toBe(401);
    expect((await refresh(one, session.cookie)).status).toBe(200);
    expect((await one.send('POST /auth/sign-in', { email, password: newPassword })).status).toBe(200);
  });
  it('is not changed with a wrong one, or by nobody', async () => {
    const { session } = await newcomer(one, admin, 'analyst');
    const body = { password: 'wrong', newPassword: 'an even better password' };
    expect(await one.send('PUT /auth/password', body, as(session))).toMatchObject({
      status: 400,
      body: { code: 'password-wrong', errors: [{ path: 'password' }] },
    });
    expect((await one.send('PUT /auth/password', body)).status).toBe(401);
  });
});

describe('access tokens', () => {
  const { issuer, audience } = tokenTerms;
  const claims = { sub: '01890000-0000-7000-8000-00000000000a', role: 'administrator' };
  const ask = (token: string) => one.send('GET /users', undefined, { authorization: `Bearer ${token}` });

  it('are checked with the published key, named by its thumbprint', async () => {
    const { body, headers } = await other.send('GET /auth/jwks');
    const [key] = Jwks.parse(body).keys;
    expect(headers.get('cache-control')).toContain('max-age');
    if (key === undefined) throw new Error('no key');
    const verified = jwt.verify(admin.body.accessToken, createPublicKey({ key, format: 'jwk' }), {
      issuer,
      audience,
      complete: true,
    });
    expect(verified.header).toMatchObject({ alg: 'ES256', kid: key.kid });
    expect(verified.payload).toMatchObject({ role: 'administrator', name: 'Administrator' });
    expect(JSON.stringify(body)).not.toContain('"d"');
  });

  it('are refused when expired, forged, unsigned or signed with the public key as a secret', async () => {
    const { body } = await one.send('GET /auth/jwks');
    const kid = Jwks.parse(body).keys[0]?.kid ?? '';
    const terms = { issuer, audience, keyid: kid };
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const publicPem = createPublicKey(signingKey).export({ type: 'spki', format: 'pem' });
    const tokens = {
      expired: jwt.sign(claims, signingKey, { ...terms, algorithm: 'ES256', expiresIn: -1 }),
      forged: jwt.sign(claims, stranger, { ...terms, algorithm: 'ES256', expiresIn: 60 }),
      unsigned: jwt.sign(claims, '', { ...terms, algorithm: 'none', expiresIn: 60 }),
      confused: hs256(claims, terms, String(publicPem)),
      elsewhere: jwt.sign(claims, signingKey, { ...terms, audience: 'x', algorithm: 'ES256', expiresIn: 60 }),
    };
    for (const [what, token] of Object.entries(tokens))
      expect([what, await ask(token)]).toMatchObject([
        what,
        { status: 401, body: { code: what === 'expired' ? 'token-expired' : 'token-invalid' } },
      ]);
  });
});

/** The library refuses to make such a token, so it is put together by hand. */
const hs256 = (
  claims: object,
  { issuer, audience, keyid }: { issuer: string; audience: string; keyid: string },
  secret: string,
) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 60;
  const text = `${part({ alg: 'HS256', typ: 'JWT', kid: keyid })}.${part({ ...claims, iss: issuer, aud: audience, exp })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};
